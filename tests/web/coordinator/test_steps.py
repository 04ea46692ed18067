"""The steps on a journey: done, refused without losing a word, too late, sent twice, not theirs."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from award.actions.appealing import lodge_appeal
from award.actions.assessing import reply_to_report
from award.actions.fulfilling import give_condition_evidence
from award.actions.planning import judge_ourselves
from award.actions.putting_forward import put_plan_forward
from award.domain.facts import Outcome, PlanState
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.decisions import Appeal, AppealState, Condition, ConditionState
from award.storage.journeys import ContactNote
from award.storage.visits import Visit
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, Scene

Make = Callable[..., Scene]
SCREENS = (
    "moves/accept", "history/note", "pause", "resume", "aim", "people/assessor/assign",
    "people/assessor/end", "ties/add", "plan/return", "visits/propose", "visits/book",
    "report/points", "report/more", "evidence/feedback/1", "evidence/1/talk",
    "criteria/1.1/applicability", "appeal",
    "deferral", "visits/1/move", "visits/1/cancel", "visits/1/missed", "visits/1/record",
    "visits/1/share", "visits/1/confirm", "conditions/1",
)  # fmt: skip


def day(place: Scene, ahead: int) -> list[str]:
    on = place.walker.at.date() + timedelta(days=ahead)
    return [str(on.day), str(on.month), str(on.year)]


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
        r"Ida Voss changed this on \d+ \w+ at [\d:]+[ap]m: Application accepted",
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

    place.browser.send(f"{place.here}/pause", until_on=day(place, 20), reason="Inspection")
    assert place.now().turn is Turn.NOBODY
    place.browser.get(place.here)
    assert "This journey is paused" in place.browser.words()
    place.browser.send(f"{place.here}/resume")

    assert place.now().turn is Turn.SETTING


def test_a_pause_beyond_two_terms_is_refused_with_its_reason_kept(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/pause", until_on=day(place, 900), reason="A long rest")

    assert "A long rest" in place.browser.words()
    assert place.now().paused_until is None


def test_a_page_older_than_the_journey_keeps_the_words_and_then_works(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    address = f"{place.here}/pause"
    fields: dict[str, Any] = {"until_on": day(place, 20), "reason": "Inspection here"}
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
    assert "Has a tie: governs the setting" in place.browser.words()
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
    place.browser.send(f"{place.here}/plan/return", words="Once more.")
    assert "No plan has been put forward" in place.browser.words()
    assert "Once more." in place.browser.words()


def visit_of(place: Scene) -> Visit:
    place.rows.rollback()
    return place.rows.query(Visit).order_by(Visit.id.desc()).first()  # type: ignore[return-value] # one was made


def booked(place: Scene) -> Visit:
    me = str(place.walker.cast.coordinator.id)
    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=day(place, 5), at_1="2pm", minutes="60", place="The office",
    )  # fmt: skip
    return visit_of(place)


def test_dates_are_proposed_and_one_is_confirmed(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/propose", kind="initial", visitor_id=me, form="on_site",
        on_1=day(place, 5), at_1="2pm", on_2=day(place, 6), at_2="9:30am", minutes="60",
    )  # fmt: skip
    visit = visit_of(place)
    assert len(visit.offered) == 2
    place.browser.send(f"{place.here}/visits/{visit.id}/confirm", starts_at=visit.offered[1])

    assert visit_of(place).state is VisitState.CONFIRMED


def test_a_visit_is_booked_moved_and_cancelled(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = booked(place)
    assert visit.state is VisitState.CONFIRMED

    place.browser.send(
        f"{place.here}/visits/{visit.id}/move",
        new_on=day(place, 10),
        new_at="10am",
        reason="They are ill",
    )
    assert visit_of(place).change_reason == "They are ill"
    place.browser.send(f"{place.here}/visits/{visit.id}/cancel", reason="Closed that day")

    assert visit_of(place).state is VisitState.CANCELLED


def test_a_date_that_has_passed_is_refused(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=day(place, -4), at_1="2pm", minutes="60", place="The old hall",
    )  # fmt: skip

    assert "still to come" in place.browser.words()
    assert place.browser.page is not None
    fields = [one.get("aria-describedby") or "" for one in place.browser.page.iter("fieldset")]
    assert any("on_1" in one and "error" in one for one in fields)
    assert place.rows.query(Visit).count() == 0


def test_a_visit_that_has_taken_place_is_written_down(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=day(place, -4), at_1="2pm", minutes="60", place="The old hall", held="y",
    )  # fmt: skip

    assert visit_of(place).state is VisitState.CONFIRMED
    place.browser.get(f"{place.here}/visits")
    assert "Write the record" in place.browser.words()


def held_visit(place: Scene) -> Visit:
    """A visit of the coordinator whose day has come."""
    walker = place.walker
    visit = walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    with transaction(lock=place.now()):
        visit.starts_at = walker.at - timedelta(hours=1)
    return visit_of(place)


def test_ones_own_visit_is_written_up_and_shared(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = held_visit(place)
    address = f"{place.here}/visits/{visit.id}"

    first = place.browser.get(f"{address}/record").location
    assert first.endswith("/record/lead")
    note = {"note_2": "Six children knew whom to tell."}
    place.browser.send(f"{address}/record/children", **note)
    place.browser.send(f"{address}/record/criteria/1.3", heard_2="clearly")
    place.browser.send(f"{address}/write-up", met="The lead", summary="Calm.", finished="yes")
    written = visit_of(place)
    assert written.state is VisitState.WRITTEN_UP
    assert [(one.conversation, one.criteria) for one in written.notes][-1:] == [
        ("children", ["1.3"])
    ]
    assert place.browser.get(f"{address}/sheet").status_code == 200
    place.browser.send(f"{address}/share")

    assert visit_of(place).state is VisitState.SHARED
    place.browser.get(address)
    assert "Calm." in place.browser.words()


def test_a_record_opens_when_the_visit_begins(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = booked(place)

    for what, words in (
        ("record", "The record opens when the visit begins"),
        ("share", "Write the record up first"),
    ):
        shown = place.browser.get(f"{place.here}/visits/{visit.id}/{what}")
        assert words in place.browser.words()
        assert 'method="post" novalidate' not in shown.get_data(as_text=True)
    place.browser.get(f"{place.here}/visits/{visit.id}")
    assert "Share the record" not in place.browser.words()


def test_a_record_without_whom_was_met_is_not_finished(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = held_visit(place)

    place.browser.send(
        f"{place.here}/visits/{visit.id}/write-up", summary="Calm halls here.", finished="yes"
    )

    assert "Calm halls here." in place.browser.words()
    assert "Say whom you met" in place.browser.words()
    assert visit_of(place).state is VisitState.CONFIRMED


def test_anothers_visit_is_not_ones_own_to_write(scene: Make) -> None:
    place = scene(Stage.ASSESSING)

    answers = {
        place.browser.get(f"{place.here}/visits/{visit_of(place).id}/{what}").status_code
        for what in ("record", "share")
    }

    assert answers == {404}


def test_that_a_criterion_does_not_apply_is_agreed(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    with transaction(lock=place.now()) as held:
        judge_ourselves(
            held, "3.1", Judged.NOT_APPLICABLE, note="We have none.",
            by=place.walker.by(Role.LEAD), at=place.walker.at,
        )  # fmt: skip

    place.browser.send(f"{place.here}/criteria/3.1/applicability", agreed="no")
    assert "Say why it does apply" in place.browser.words()
    place.browser.send(f"{place.here}/criteria/3.1/applicability", agreed="yes")

    asked = next(one for one in place.now().asked if one.code == "3.1")
    assert asked.not_applicable_agreed_at is not None
    assert place.browser.get(f"{place.here}/criteria/9.9/applicability").status_code == 404


def test_points_on_the_report_are_answered(scene: Make) -> None:
    place = scene(Stage.CHECKING)
    with transaction(lock=place.now()) as held:
        reply = reply_to_report(
            held, ["The date is wrong."], by=place.walker.by(Role.LEAD), at=place.walker.at
        )
        number = reply.points[0].id

    place.browser.send(f"{place.here}/report/points", **{f"point_{number}": ""})
    assert "Write an answer to each point" in place.browser.words()
    place.browser.send(f"{place.here}/report/points", **{f"point_{number}": "It is mended."})

    place.browser.get(f"{place.here}/judgement")
    assert "It is mended." in place.browser.words()


def test_feedback_is_given_on_single_items(scene: Make) -> None:
    place = scene(Stage.READY)

    answer = place.browser.send(
        f"{place.here}/evidence/feedback/1", words="Good work.", state_1="accepted"
    )

    assert answer.status_code == 302
    place.browser.get(f"{place.here}/evidence")
    assert "Accepted" in place.browser.words()


def test_a_condition_is_answered_once(scene: Make) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    with transaction(lock=place.now()) as held:
        give_condition_evidence(
            held, 1, words="The log was looked at.", by=place.walker.by(Role.LEAD),
            at=place.walker.at,
        )  # fmt: skip

    place.browser.send(f"{place.here}/conditions/1", verdict="back")
    assert "Say what is still needed" in place.browser.words()
    token = place.browser.token(f"{place.here}/conditions/1")
    place.browser.send(f"{place.here}/conditions/1", verdict="met")
    late = {"csrf_token": token, "version": "2", "verdict": "back", "reason": "Too late."}
    place.browser.post(f"{place.here}/conditions/1", data=late)

    assert "it is closed now. You wrote: Too late." in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Condition, 1).state is ConditionState.MET


def test_an_appeal_is_received(scene: Make) -> None:
    place = scene(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    with transaction(lock=place.now()) as held:
        lodge_appeal(held, words="Please look again.", by=place.walker.by(Role.LEAD),
                     at=place.walker.at)  # fmt: skip

    place.browser.get(f"{place.here}/decision")
    assert "Please look again." in place.browser.words()
    place.browser.send(f"{place.here}/appeal", hearer="0")
    assert place.rows.get_one(Appeal, 1).state is AppealState.RECEIVED
    person = make_user(place.rows, "Ines Rowe")
    make_member(place.rows, person, Role.PANEL, place.walker.setting.authority)
    place.browser.get("/leicester/coordinator")
    assert "Say who hears it" in place.browser.words()
    place.browser.get(f"{place.here}/appeal")
    assert "Not offered, since they took part or have a tie: Grace Oduya and Ruth Keller." in (
        place.browser.words()
    )
    place.browser.send(f"{place.here}/appeal", hearer=str(person.id))

    place.rows.rollback()
    assert place.rows.get_one(Appeal, 1).hearer_id == person.id
    place.browser.get(f"{place.here}/decision")
    assert "Ines Rowe is asked to hear it" in place.browser.words()
    place.browser.get("/leicester/coordinator")
    assert "Say who hears it" not in place.browser.words()
    place.browser.send(f"{place.here}/deferral")
    assert "Only an upheld appeal against a deferral" in place.browser.words()


def test_agreeing_to_more_is_refused_outside_the_assessment(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    place.browser.send(f"{place.here}/report/more")

    assert "while the journey is being assessed" in place.browser.words()
