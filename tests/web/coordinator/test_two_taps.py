"""What is often done is near wherever a coordinator stands: counted in links that are there."""

from collections.abc import Callable

import pytest

from award.domain.stages import Stage
from award.web.coordinator.shell import TABS
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
PLACES = (
    "", "/journeys", "/journeys/waiting", "/settings", "/people", "/diary", "/cohorts", "/rounds",
    "/enquiries", "/scheme", "/routes", "/kinds", "/letter-texts", "/terms", "/framework",
    "/guidance", "/note", "/groups", "/covers", "/reports",
)  # fmt: skip


def links_on(place: Scene, address: str) -> set[str]:
    """Where one tap leads from a page. Forms that only ask count, like the search in the head."""
    assert place.browser.get(address).status_code == 200
    assert place.browser.page is not None
    found = {one.get("href", "") for one in place.browser.page.iter("a")}
    return found | {one.get("action", "") for one in place.browser.page.iter("form")}


def test_a_note_and_a_pause_are_one_tap_from_every_tab_of_a_journey(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    tabs = {endpoint.split(".")[1] for _, endpoint in TABS} - {"journey"}

    for tab in ("", *(f"/{one}" for one in sorted(tabs)), "/people"):
        found = links_on(place, f"{place.here}{tab}")
        assert {f"{place.here}/history/note", f"{place.here}/pause"} <= found, tab


@pytest.mark.parametrize("here", PLACES)
def test_any_journey_its_note_and_its_pause_are_two_taps_from_everywhere(
    scene: Make, here: str
) -> None:
    place = scene(Stage.GATHERING)

    first = links_on(place, f"{ROOM}{here}")

    assert {f"{ROOM}/find", f"{ROOM}/journeys"} <= first
    second = links_on(place, f"{ROOM}/journeys") | links_on(place, f"{ROOM}/find?q=Willow")
    assert {place.here, f"{place.here}/history/note", f"{place.here}/pause"} <= {
        one.split("?")[0] for one in second
    }


def test_a_view_keeps_what_was_searched_and_filtered(scene: Make) -> None:
    place = scene(Stage.GATHERING)

    found = links_on(place, f"{ROOM}/journeys?search=Willow&kind=primary&page=1")

    assert f"{ROOM}/journeys/late?search=Willow&kind=primary" in found
