"""The authority says whether its register tells of awards that have ended."""

from collections.abc import Callable

from award.domain.stages import Stage
from tests.web.coordinator.conftest import ROOM, Scene

PAGE = f"{ROOM}/public-register"


def test_earlier_awards_are_shown_and_taken_away_again(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(PAGE, past="y")
    shown = place.browser.get("/leicester/register/past").status_code
    place.browser.get(PAGE)
    told = place.browser.words()
    place.browser.send(PAGE)

    assert shown == 200
    assert "The register shows awards that have ended. Colm Brady" in told
    assert place.browser.get("/leicester/register/past").status_code == 404
