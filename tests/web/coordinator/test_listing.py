"""What an address asks of a list, and what the list's own links keep of it."""

import re
from collections.abc import Callable

import pytest

from award.domain.stages import Stage
from tests.web.coordinator.conftest import ROOM, Scene

PAGES = ("journeys", "journeys/assign", "journeys/print", "settings", "enquiries", "cohorts")
ODD = "endpoint=x&authority=milton-keynes&_external=1&_anchor=y&_scheme=ftp&self=1&view=zzz"


@pytest.mark.parametrize("page", PAGES)
def test_a_list_keeps_of_its_address_only_what_lists_know(
    scene: Callable[..., Scene], page: str
) -> None:
    place = scene(Stage.PLANNING)

    answer = place.browser.get(f"{ROOM}/{page}?search=willow&{ODD}")

    assert answer.status_code == 200
    main = answer.text.partition("<main")[2]
    for odd in ("milton-keynes", "endpoint=", "_external", "ftp:", "#y", "self=1", "http://"):
        assert odd not in main


def test_what_narrows_a_list_stays_in_its_links(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.PLANNING)

    shown = place.browser.get(f"{ROOM}/journeys?search=willow&turn=coordinator&{ODD}").text

    links = [one for one in re.findall(r"href=\"([^\"]+)", shown) if "/journeys/print" in one]
    assert links == [f"{ROOM}/journeys/print?search=willow&amp;turn=coordinator&amp;view=open"]
