"""Every tab of a journey, at every stage that it can stand at."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from award.domain.stages import OPEN, Stage
from award.storage.db import transaction
from tests.pages import PageClient, read_page
from tests.web.coordinator.conftest import ELSEWHERE, Scene

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
