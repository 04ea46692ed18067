"""Every tab of a journey, at every stage that it can stand at."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from award.actions import approving
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import OPEN, Stage
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.plans import ActionState
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing
from tests.pages import PageClient, read_page
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

TABS = ("", "/application", "/plan", "/evidence", "/visits", "/judgement", "/decision",
        "/letters", "/history", "/people")  # fmt: skip


@pytest.mark.parametrize("stage", [*OPEN, Stage.AWARDED])
def test_every_tab_shows_at_every_stage(scene: Callable[..., Scene], stage: Stage) -> None:
    place = scene(stage)

    for tab in TABS:
        assert place.browser.get(place.here + tab).status_code == 200, tab


@pytest.mark.parametrize(
    ("page", "room"),
    [
        ("/journeys/1/people", "Journeys"),
        ("/settings/1/terms", "Settings"),
        ("/terms", "Rounds"),
        ("/letter-texts", "Scheme"),
        ("/covers", "People"),
    ],
)
def test_the_head_marks_the_part_that_a_page_belongs_to(
    scene: Callable[..., Scene], page: str, room: str
) -> None:
    place = scene(Stage.GATHERING)

    shown = read_page(place.browser.get("/leicester/coordinator" + page).text)

    rooms = [one for one in shown.iter("a") if one.get("class") == "head__room"]
    assert [(one.text, one.get("aria-current")) for one in rooms if one.get("aria-current")] == [
        (room, "true")
    ]


def test_the_overview_says_what_blocks_the_assessment(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.READY)

    place.browser.get(place.here)

    words = place.browser.words()
    assert "Two things come first" in words
    assert "Assign an assessor" in words


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.GATHERING])
def test_the_overview_says_that_the_setting_is_waited_for(
    scene: Callable[..., Scene], stage: Stage
) -> None:
    place = scene(stage)

    place.browser.get(place.here)

    words = place.browser.words()
    assert "Waiting for the setting" in words
    assert "The setting still has" in words
    assert "Your step" not in words
    assert "come first" not in words


@pytest.mark.parametrize("stage", [Stage.READY, Stage.DECIDING])
def test_an_action_that_goes_on_is_not_said_to_be_left_once_the_setting_is_ready(
    scene: Callable[..., Scene], stage: Stage
) -> None:
    place = scene(stage)
    code = not_finished(place)

    place.browser.get(place.here)

    words = place.browser.words()
    assert f"{code}: one action still to finish; it does not hold the journey up." in words
    assert "essential left" not in words


def test_an_action_that_goes_on_takes_nothing_from_an_award(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.AWARDED)
    not_finished(place)

    place.browser.get(place.here)

    words = place.browser.words()
    assert "21 of 21 criteria ready" in words
    assert "still to finish" not in words


def not_finished(place: Scene) -> str:
    """Leave an action of an essential criterion unfinished; returns the criterion's code."""
    with writing(place.rows):
        action = place.journey.actions[0]
        action.criteria, action.state = ["1.4"], ActionState.NOT_STARTED
    return "1.4"


def test_a_head_who_was_asked_is_waited_for_by_name(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    place.walker.fill_in()
    place.browser.get(place.here)
    before = place.browser.words()
    with transaction(lock=place.now()) as held:
        approving.ask_for_approval(
            held,
            Approval.APPLY,
            token="t",
            token_digest="d" * 64,
            by=place.walker.by(Role.LEAD),
            at=clock.now(),
        )

    place.browser.get(place.here)

    words = place.browser.words()
    assert "Ask the head to approve this application" in before
    assert "Ask the head to approve this application" not in words
    assert "Wait for the answer of Priya Nair, asked today" in words


def test_who_leads_and_approves_there_is_shown_until_the_application_names_them(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.DRAFT)
    with writing(place.rows):
        place.journey.application.lead_name = place.journey.application.approver_name = ""

    place.browser.get(place.here)

    words = place.browser.words()
    assert "Lead Amara Holt" in words
    assert "Approves Priya Nair" in words


def test_a_silent_journey_is_put_away_only_after_a_long_silence(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.GATHERING)

    place.browser.get(place.here)
    soon = place.browser.words()
    with transaction(lock=place.now()) as held:
        held.deferred_until = place.walker.at.date() - timedelta(days=400)
    place.browser.get(place.here)

    assert "Put away after a long silence" not in soon
    assert "Put away after a long silence" in place.browser.words()


def test_a_journey_of_another_authority_is_not_there(
    scene: Callable[..., Scene], stranger: Callable[[], PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    browser = stranger()

    answers = {
        browser.get(f"{ELSEWHERE}/journeys/{place.journey.id}{tab}").status_code for tab in TABS
    }

    assert answers == {404}


def test_what_the_setting_does_is_marked_where_it_blocks_the_coordinator(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.PLANNING)

    place.browser.get(place.here)

    words = place.browser.words()
    assert "The setting does this." in words


@pytest.mark.parametrize(
    ("page", "tab"),
    [("/policy-check", "Plan"), ("/evidence/coverage", "Evidence")],
)
def test_a_page_of_a_part_marks_the_tab_that_it_belongs_to(
    scene: Callable[..., Scene], page: str, tab: str
) -> None:
    place = scene(Stage.GATHERING)

    shown = read_page(place.browser.get(place.here + page).text)

    tabs = [one for one in shown.iter("a") if "tabs__link" in (one.get("class") or "")]
    assert [one.text for one in tabs if one.get("aria-current")] == [tab]


def test_the_tabs_of_a_draft_say_what_comes_first(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    said = {}
    for tab in ("/plan", "/visits", "/decision"):
        place.browser.get(place.here + tab)
        said[tab] = place.browser.words()

    assert "The setting is still writing its plan" not in said["/plan"]
    assert "once the application has been accepted" in said["/visits"]
    assert "Nothing to decide yet" in said["/decision"]


def test_a_letter_is_shown_as_it_was_read_and_its_link_to_nobody_else(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.APPLIED)
    number = place.rows.scalars(
        select(Letter.id).where(Letter.journey_id == place.journey.id).order_by(Letter.id)
    ).first()

    place.browser.get(f"{place.here}/letters")
    listed = place.browser.words()
    place.browser.get(f"{place.here}/letters/{number}")

    assert ": Willow Lane Primary" not in listed
    assert "((link))" not in place.browser.words()


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/people/assessor/end", "is told, and no longer works on this journey"),
        ("/visits/{visit}/cancel", "A new date can be agreed at any time"),
    ],
)
def test_what_follows_is_said_before_something_ends(
    scene: Callable[..., Scene], page: str, told: str
) -> None:
    place = scene(Stage.ASSESSING)
    visit = place.rows.scalars(select(Visit.id).order_by(Visit.id.desc())).first()

    place.browser.get(place.here + page.format(visit=visit))

    assert told in place.browser.words()


def test_why_a_day_is_right_all_the_same_is_asked_once_it_did_not_suit(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.PLANNING)
    address = f"{place.here}/visits/propose"

    place.browser.get(address)
    before = place.browser.words()
    place.browser.send(address, kind="initial")
    unfinished = place.browser.words()
    me = str(place.walker.cast.coordinator.id)
    whole = {"kind": "initial", "visitor_id": me, "form": "on_site", "minutes": "60"}
    place.browser.send(address, **whole, on_1=place.day(8), at_1="2pm")

    assert "Why is this day right all the same?" not in before
    assert "Why is this day right all the same?" not in unfinished
    assert "Why is this day right all the same?" in place.browser.words()


def test_a_wait_that_began_on_a_day_off_names_the_day_as_it_is_written(
    scene: Callable[..., Scene], signed_in_as: Callable[..., PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    friday = place.walker.at + timedelta(days=(4 - place.walker.at.weekday()) % 7)
    with writing(place.rows) as session:
        session.get_one(Journey, place.journey.id).waiting_since = friday

    with clock.frozen_at(friday + timedelta(days=2)):
        colm = signed_in_as(place.walker.cast.coordinator)
        colm.get(f"{ROOM}/journeys")

    assert "Since Friday" in colm.words()


@pytest.mark.parametrize(("stage", "offered"), [(Stage.DECIDING, True), (Stage.AWARDED, False)])
def test_parts_are_offered_only_while_the_journey_is_under_way(
    scene: Callable[..., Scene], stage: Stage, offered: bool
) -> None:
    place = scene(stage)

    place.browser.get(f"{place.here}/people")

    assert ("Assign somebody" in place.browser.words()) is offered
    assert ("Nobody yet" in place.browser.words()) is offered
    assert "Take Edith Moss off as assessor" in place.browser.words()


@pytest.mark.parametrize("page", ["", "/people"])
def test_an_assessor_who_declared_a_tie_since_is_marked_with_the_next_step(
    standing: Callable[..., Standing], page: str
) -> None:
    world = standing(Stage.ASSESSING)
    cast, room = world.walking.cast, world.room("coordinator", page)
    desk = world.browse(cast.coordinator)
    desk.get(room)
    before = desk.words()
    world.assessor.send(world.room("assessor", "/tie"), kind="governs")

    answer = desk.get(room)

    assert "Governs the setting" not in before
    assert "Governs the setting: assign another" in desk.words()
    assert world.room("coordinator", "/people/assessor/assign") in answer.text
