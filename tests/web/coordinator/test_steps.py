"""The steps on a journey: done, refused without losing a word, too late, sent twice, not theirs."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from award.actions.putting_forward import put_plan_forward
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.journeys import ContactNote, Journey
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, Scene

Make = Callable[..., Scene]
SCREENS = (
    "moves/accept", "history/note", "pause", "pause/decline", "resume", "aim",
    "people/assessor/assign", "people/assessor/end", "ties/add", "plan/return",
    "visits/propose", "visits/book", "report/points", "report/more",
    "evidence/feedback/1", "evidence/1/talk", "criteria/1.1/applicability", "appeal",
    "deferral", "visits/1/move", "visits/1/cancel", "visits/1/missed", "visits/1/record",
    "visits/1/share", "visits/1/confirm", "conditions/1",
)  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS)
def test_no_step_is_there_for_another_authority(
    scene: Make, stranger: Callable[[], PageClient], screen: str
) -> None:
    place = scene(Stage.APPLIED)
    browser, address = stranger(), f"{ELSEWHERE}/journeys/{place.journey.id}/{screen}"

    shown = browser.get(address)
    sent = browser.post(address, data={"csrf_token": browser.token(ELSEWHERE)})

    assert (shown.status_code, sent.status_code) == (404, 404)


def test_an_application_is_accepted_once(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    address = f"{place.here}/moves/accept"
    token, version = place.browser.token(address), place.journey.version

    first = place.browser.post(address, data={"csrf_token": token, "version": version})
    again = place.browser.post(address, data={"csrf_token": token, "version": version})

    assert first.status_code == 302
    assert (again.status_code, again.location) == (302, place.here)
    place.browser.get(place.here)
    assert "It was sent already." in place.browser.words()
    assert place.now().stage is Stage.PLANNING


def test_who_comes_back_to_a_step_of_their_own_reads_that_it_was_they(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    address = f"{place.here}/moves/accept"

    place.browser.send(address)
    place.browser.get(address)

    assert re.search(r"You changed this on .+: Application accepted\.", place.browser.words())


def test_a_move_that_another_made_impossible_names_them_and_keeps_the_words(
    scene: Make, signed_in_as: Callable[[User], PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    address, other = f"{place.here}/moves/decline", make_user(place.rows, "Ida Voss")
    make_member(place.rows, other, Role.COORDINATOR, place.walker.setting.authority)
    token, version = place.browser.token(address), place.journey.version
    signed_in_as(other).send(f"{place.here}/moves/accept")

    late = place.browser.post(
        address, data={"csrf_token": token, "version": version, "reason": "It is too early."}
    )

    assert late.status_code == 409
    assert re.search(
        r"Ida Voss changed this on \d+ \w+ \d{4} at [\d:]+[ap]m: Application accepted",
        place.browser.words(),
    )
    assert "It is too early." in place.browser.words()
    assert f'href="{place.here}"' in late.text
    assert place.now().stage is Stage.PLANNING


def test_a_step_taken_back_twice_is_taken_back_once(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    place.browser.send(f"{place.here}/moves/accept")
    address = f"{place.here}/moves/undo"
    token, version = place.browser.token(address), place.now().version
    assert "This was the last move: Application accepted, " in place.browser.words()
    sent = {"csrf_token": token, "version": version}

    first, again = (place.browser.post(address, data=sent) for _ in range(2))

    assert (first.location, again.location) == (place.here, place.here)
    assert place.now().stage is Stage.APPLIED


def test_a_note_is_kept_and_shown_on_top(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/history/note", words="Rang, all well.", how="call")
    place.browser.get(f"{place.here}/history")

    words = place.browser.words()
    assert words.index("Rang, all well.") < words.index("Plan agreed")
    place.rows.rollback()
    assert place.rows.query(ContactNote).count() == 1


def test_a_note_without_its_way_keeps_what_was_typed(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/history/note", words="Rang, all well.", how="")

    assert "Rang, all well." in place.browser.words()
    assert "Choose how you were in touch" in place.browser.words()
    assert place.rows.query(ContactNote).count() == 0


def test_a_pause_begins_and_ends(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/pause", until_on=place.day(20), reason="Inspection")
    assert place.now().turn is Turn.NOBODY
    place.browser.get(place.here)
    assert "This journey is paused" in place.browser.words()
    place.browser.send(f"{place.here}/resume")

    assert place.now().turn is Turn.SETTING


def test_a_pause_beyond_two_terms_is_refused_with_its_reason_kept(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/pause", until_on=place.day(900), reason="A long rest")

    assert "A long rest" in place.browser.words()
    assert place.now().paused_until is None


def test_a_page_older_than_the_journey_keeps_the_words_and_then_works(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/pause"
    fields: dict[str, Any] = {"until_on": place.day(20), "reason": "Inspection here"}
    token, old = place.browser.token(address), place.journey.version - 1

    place.browser.post(address, data={"csrf_token": token, "version": old, **fields})
    assert "Inspection here" in place.browser.words()
    assert place.now().paused_until is None
    page = place.browser.page
    assert page is not None
    fresh = next(one.get("value") for one in page.iter("input") if one.get("name") == "version")
    place.browser.post(address, data={"csrf_token": token, "version": fresh, **fields})

    assert place.now().paused_until is not None


def test_an_assessor_is_assigned_and_taken_away(scene: Make) -> None:
    place = scene(Stage.READY)
    person = place.walker.cast.assessor.id

    place.browser.get(f"{place.here}/people/assessor/assign")
    assert "Free now. Has not been here. No tie." in place.browser.words()
    place.browser.send(f"{place.here}/people/assessor/assign", user_id=str(person))
    assert [one.user_id for one in place.now().assignments] == [person]
    place.browser.send(f"{place.here}/people/assessor/end", reason="Moved away")

    assert place.now().assignments[0].ended_at is not None


def offered(place: Scene) -> list[str]:
    """Whom the page offers for a part, by number."""
    page = place.browser.page
    assert page is not None
    return [str(one.get("value")) for one in page.iter("input") if one.get("name") == "user_id"]


@pytest.mark.parametrize("part", ["adviser", "assessor", "second"])
def test_who_has_a_tie_to_the_setting_is_offered_for_no_part(scene: Make, part: str) -> None:
    place = scene(Stage.READY)
    person = str(place.walker.cast.assessor.id)
    place.browser.get(f"{place.here}/people/{part}/assign")
    before = offered(place)

    place.browser.send(f"{place.here}/ties/add", user_id=person, kind="related")
    place.browser.get(f"{place.here}/people/{part}/assign")

    assert person in before
    assert offered(place) == [one for one in before if one != person]
    said = "Not offered: Edith Moss is close to somebody at the setting."
    assert said in place.browser.words()


def test_who_assesses_or_advises_is_not_offered_to_judge_second(scene: Make) -> None:
    place = scene(Stage.ASSESSING)
    cast = place.walker.cast

    place.browser.get(f"{place.here}/people/second/assign")

    assert not {str(cast.assessor.id), str(cast.coordinator.id)} & {*offered(place)}
    assert "Edith Moss is the assessor here." in place.browser.words()
    words = place.browser.words()
    assert "You cannot assign yourself: another coordinator can, and" in words
    assert "can invite one." in words


def test_another_coordinator_who_can_assign_is_named(scene: Make) -> None:
    place = scene(Stage.ASSESSING)
    with writing(place.rows) as rows:
        owner = rows.get_one(Journey, place.journey.id).setting.authority
        make_member(rows, make_user(rows, "Wren Abbot"), Role.COORDINATOR, owner)

    place.browser.get(f"{place.here}/people/second/assign")

    assert "You cannot assign yourself: Wren Abbot can." in place.browser.words()


def test_who_has_a_part_already_is_named_and_not_offered_again(scene: Make) -> None:
    place = scene(Stage.ASSESSING)

    place.browser.get(f"{place.here}/people/assessor/assign")

    assert str(place.walker.cast.assessor.id) not in offered(place)
    assert "Edith Moss has this part now, and leaves it." in place.browser.words()


def test_where_nobody_is_free_for_a_part_it_is_said_who_can_invite_somebody(scene: Make) -> None:
    place = scene(Stage.READY)
    place.browser.get(f"{place.here}/people/assessor/assign")
    for person in offered(place):
        place.browser.send(f"{place.here}/ties/add", user_id=person, kind="related")

    place.browser.get(f"{place.here}/people/assessor/assign")

    assert "Nobody is free to be the assessor. Not offered: " in place.browser.words()
    assert place.browser.words().count("can invite") == 1
    assert offered(place) == []


def test_nobody_assigns_themselves_to_judge(scene: Make) -> None:
    place = scene(Stage.READY)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(f"{place.here}/people/assessor/assign", user_id=me)

    assert "nobody assigns themselves to judge" in place.browser.words()
    assert place.now().assignments == []


def test_a_tie_is_written_down_stands_in_sight_and_ends(scene: Make) -> None:
    place = scene(Stage.READY)
    person = str(place.walker.cast.assessor.id)

    place.browser.send(f"{place.here}/ties/add", user_id=person, kind="governs")
    place.browser.get(f"{place.here}/people/assessor/assign")
    assert "Not offered: Edith Moss governs the setting." in place.browser.words()
    assert person not in offered(place)
    place.browser.send(f"{place.here}/people/assessor/assign", user_id=person)
    assert "Choose somebody else" in place.browser.words()
    place.browser.send(f"{place.here}/ties/1/end", reason="No longer a governor")

    assert place.browser.get(f"{place.here}/ties/1/end").status_code == 404


def test_a_plan_is_returned_with_words(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    walker = place.walker
    walker.baseline()
    walker.add_actions()
    with transaction(lock=place.now()) as held:
        put_plan_forward(held, by=walker.by(Role.LEAD), at=walker.at)

    place.browser.send(f"{place.here}/plan/return", words="Name who leads the first one.")

    assert place.now().plan_state is PlanState.DRAFT
    place.browser.get(f"{place.here}/plan")
    assert "Name who leads the first one." in place.browser.words()
    token = place.browser.token(f"{place.here}/people")
    data = {"csrf_token": token, "words": "Once more."}
    place.browser.post(f"{place.here}/plan/return", data=data)
    assert "No plan has been put forward" in place.browser.words()
    assert "Once more." in place.browser.words()
