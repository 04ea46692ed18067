"""Many journeys get one adviser or assessor: ticked, seen for each, then given."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from award.actions.assigning import declare_tie
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.journeys import Assignment, AssignmentKind, History, Journey
from tests.making import make_member, make_user
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene
from tests.web.coordinator.test_lists import MANY, many

Make = Callable[..., Scene]
HERE = f"{ROOM}/journeys/assign"
BY_NAME = f"{HERE}?sort=setting&down=yes"


def hidden_of(place: Scene) -> dict[str, str]:
    """What the preview keeps for the button that does it."""
    page = place.browser.page
    assert page is not None
    names = ("shown", "part", "user_id", "why")
    return {
        str(one.get("name")): one.get("value") or ""
        for one in page.iter("input")
        if one.get("name") in names
    }


def be_sure(place: Scene, fields: dict[str, str]) -> TestResponse:
    """Press the button of the preview."""
    token = place.browser.token(HERE)
    return place.browser.post(f"{HERE}/sure", data={"csrf_token": token, **fields})


@pytest.fixture
def place(scene: Make) -> Scene:
    """Willow Lane gathers; two more settings are on their way, one of them tied to the second."""
    found = scene(Stage.GATHERING)
    many(found.rows, found.journey, found.walker.at)
    return found


def ids_of(place: Scene, *names: str) -> list[str]:
    place.rows.rollback()
    rows = place.rows.scalars(select(Journey)).all()
    numbers = {one.setting.name: str(one.id) for one in rows}
    place.rows.rollback()
    return [numbers[name] for name in names]


def live(place: Scene) -> dict[str, str]:
    """Who advises now, by setting."""
    place.rows.rollback()
    rows = place.rows.scalars(
        select(Assignment).where(
            Assignment.kind == AssignmentKind.ADVISER, Assignment.ended_at.is_(None)
        )
    ).all()
    found = {
        place.rows.get_one(Journey, one.journey_id).setting.name: one.user.name for one in rows
    }
    place.rows.rollback()
    return found


def test_one_adviser_for_several_with_who_is_tied_told_before_and_left_out(
    place: Scene,
) -> None:
    walking, user_id = place.walker, place.walker.cast.second.id
    with transaction(lock=place.now()) as held:
        by = walking.by(Role.COORDINATOR)
        declare_tie(held, user_id, TieKind.GOVERNS, by=by, at=walking.at)
    place.rows.rollback()
    ids = ids_of(place, "Willow Lane Primary", "Setting 298", "Setting 299")

    place.browser.send(BY_NAME, journeys=ids, part="adviser", user_id=str(user_id), why="")
    words, before = place.browser.words(), live(place)
    answer = be_sure(place, hidden_of(place))
    place.browser.get(answer.location)

    assert "Nothing is changed yet." in words
    assert "Willow Lane PrimaryChoose somebody else: this person governs the setting." in words
    assert before == {}
    assert live(place) == {"Setting 298": "Tomasz Zielinski", "Setting 299": "Tomasz Zielinski"}
    assert "Tomasz Zielinski is the adviser of 2 more journeys now" in place.browser.words()
    lines = place.rows.scalars(select(History).where(History.what == "assign_adviser")).all()
    assert len(lines) == 2


def test_what_changed_meanwhile_is_left_and_named_while_the_others_are_done(
    place: Scene,
) -> None:
    ids = ids_of(place, "Setting 298", "Setting 299")
    user_id = str(place.walker.cast.second.id)
    place.browser.send(BY_NAME, journeys=ids, part="adviser", user_id=user_id, why="")
    hidden = hidden_of(place)
    with writing(place.rows) as session:
        session.execute(update(Journey).where(Journey.id == int(ids[0])).values(version=99))

    answer = be_sure(place, hidden)
    place.browser.get(answer.location)

    words = place.browser.words()
    assert live(place) == {"Setting 299": "Tomasz Zielinski"}
    assert "Setting 298: somebody else changed it meanwhile, so look at it again." in words


def test_with_one_journey_that_is_not_there_none_of_the_others_is_changed(place: Scene) -> None:
    ids = ids_of(place, "Setting 298", "Setting 299")
    user_id = str(place.walker.cast.second.id)
    place.browser.send(BY_NAME, journeys=ids, part="adviser", user_id=user_id, why="")
    hidden = hidden_of(place)

    answer = be_sure(place, {**hidden, "shown": f"{hidden['shown']} 999999:1"})

    assert answer.status_code == 404
    assert live(place) == {}


def test_nobody_assigns_themselves_to_judge_many(place: Scene) -> None:
    ids = ids_of(place, "Setting 298", "Setting 299")
    own = str(place.walker.cast.coordinator.id)

    place.browser.send(BY_NAME, journeys=ids, part="assessor", user_id=own, why="")
    alone = place.browser.words()
    with writing(place.rows) as session:
        petra = make_user(session, "Petra Lang")
        make_member(session, petra, Role.COORDINATOR, place.walker.setting.authority)
    place.browser.send(BY_NAME, journeys=ids, part="assessor", user_id=own, why="")

    words = place.browser.words()
    assert "Ask an administrator to invite another coordinator: nobody assigns" in alone
    assert "Nothing would change" in words
    assert words.count("Ask Petra Lang: nobody assigns themselves to judge.") == 2


def test_what_a_coordinator_judges_blind_is_left_to_another(scene: Make) -> None:
    place = scene(Stage.DECIDING)
    walking, own = place.walker, place.walker.cast.coordinator.id
    with writing(place.rows) as session:
        session.add(
            Assignment(
                authority_id=place.journey.authority_id, journey_id=place.journey.id,
                user_id=own, kind=AssignmentKind.SECOND, assigned_by_id=own,
                assigned_at=walking.at, why="",
            )
        )  # fmt: skip

    place.browser.send(
        HERE,
        journeys=[str(place.journey.id)],
        part="assessor",
        user_id=str(walking.cast.second.id),
        why="",
    )

    assert "You judge it blind, so another coordinator gives this part." in place.browser.words()


def test_nothing_typed_is_lost_and_each_gap_is_told_at_its_field(place: Scene) -> None:
    ids = ids_of(place, "Setting 298")

    answer = place.browser.send(HERE, journeys=ids, why="They know the town")

    words = place.browser.words()
    assert answer.status_code == 200
    assert ("Choose the part" in words, "Choose a person" in words) == (True, True)
    assert "They know the town" in answer.get_data(as_text=True)


def test_the_filters_choose_who_can_be_ticked_and_one_link_ticks_them_all(place: Scene) -> None:
    place.browser.get(f"{HERE}?search=setting+29&all=yes")

    page = place.browser.page
    assert page is not None
    ticks = [one for one in page.iter("input") if one.get("name") == "journeys"]
    found = [n for n in range(MANY) if "29" in f"{n:03}"]
    assert len(ticks) == len(found)
    assert all(one.get("checked") is not None for one in ticks)


def test_fifty_stand_there_at_most_and_it_says_so(place: Scene) -> None:
    place.browser.get(HERE)

    assert "The first 50 stand here." in place.browser.words()


def test_without_a_journey_it_says_where_one_is_opened_and_speaks_of_no_filter(
    scene: Make, stranger: Callable[[], Any]
) -> None:
    place, browser = scene(Stage.GATHERING), stranger()

    nothing = browser.get(f"{ELSEWHERE}/journeys/assign").text
    not_found = place.browser.get(f"{HERE}?search=zebra").text

    assert "There is no journey to assign yet" in nothing
    assert f'href="{ELSEWHERE}/settings?journey=no"' in nothing
    assert "filter" not in nothing.partition("<main")[2].lower()
    assert "Change the words or the filters" in not_found


def test_a_view_without_an_open_journey_leads_to_all_that_are_open(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    page = place.browser.get(f"{ROOM}/journeys/waiting/assign").text

    assert "No journey of this list is open" in page
    assert f'href="{HERE}"' in page


def test_a_preview_that_was_made_up_changes_nothing(place: Scene) -> None:
    for made_up in (
        {"shown": "", "part": "adviser", "user_id": "1"},
        {"shown": "1:1", "part": "second", "user_id": "1"},
        {"shown": "1:1", "part": "adviser", "user_id": "x"},
    ):
        be_sure(place, made_up)
        place.browser.get(HERE)
        assert "Nothing was changed." in place.browser.words()

    assert live(place) == {}


def test_no_journey_of_another_authority_gets_anybody(
    place: Scene, stranger: Callable[[], Any]
) -> None:
    browser = stranger()
    user_id = place.rows.scalars(select(User.id)).first()
    token = browser.token(f"{ELSEWHERE}/journeys/assign")

    answer = browser.post(
        f"{ELSEWHERE}/journeys/assign/sure",
        data={
            "csrf_token": token,
            "shown": f"{place.journey.id}:1",
            "part": "adviser",
            "user_id": str(user_id),
        },
    )

    assert answer.status_code == 404
    assert live(place) == {}
