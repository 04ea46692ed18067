"""Every tab of a journey, at every stage that it can stand at."""

from collections.abc import Callable

import pytest

from award.domain.stages import OPEN, Stage
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, Scene

TABS = ("", "/application", "/plan", "/evidence", "/visits", "/judgement", "/decision",
        "/letters", "/history", "/people")  # fmt: skip


@pytest.mark.parametrize("stage", [*OPEN, Stage.AWARDED])
def test_every_tab_shows_at_every_stage(scene: Callable[..., Scene], stage: Stage) -> None:
    place = scene(stage)

    for tab in TABS:
        assert place.browser.get(place.here + tab).status_code == 200, tab


def test_the_overview_says_what_blocks_the_assessment(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.READY)

    place.browser.get(place.here)

    words = place.browser.words()
    assert "Two things come first" in words
    assert "Assign an assessor" in words


def test_a_journey_of_another_authority_is_not_there(
    scene: Callable[..., Scene], stranger: Callable[[], PageClient]
) -> None:
    place = scene(Stage.APPLIED)
    browser = stranger()

    answers = {
        browser.get(f"{ELSEWHERE}/journeys/{place.journey.id}{tab}").status_code for tab in TABS
    }

    assert answers == {404}
