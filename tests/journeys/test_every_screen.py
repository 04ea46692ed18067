"""Every screen that links lead to, for everybody: no barrier, nothing sideways, no complaint."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser_people import DESK, PHONE, Findings, Town
from tests.journeys.screens_met import STRANGER, page_of, part_of_the_world
from tests.journeys.ways_of_looking import look_in_every_way
from tools.pictures import screens_from

# Those who lead where a journey stands at another stage, then everybody else's room.
WHO = (
    "Amara Holt",
    "Harriet Dale",
    "Kofi Mensah",
    "Pauline Greaves",
    "Kerry Nolan",
    "Callum Wray",
    "Clara Nduka",
    "Yusuf Demir",
    "Effie Grant",
    "Joyce Tan",
    "Hugh Penhale",
    "Priya Nair",
    "Jonah Reid",
    "Colm Brady",
    "Hana Osei",
    "Edith Moss",
    "Tomasz Zielinski",
    "Grace Oduya",
    "Dilys Parry",
    "Marek Nowak",
    "Verity Lamb",
    "Wren Abbott",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Town]:
    """A part of the demo world, served with its real styles."""
    folder = tmp_path_factory.mktemp("screens")
    with part_of_the_world(folder, empty_database) as found:
        yield found


@pytest.fixture(scope="module")
def met() -> Findings:
    """What everybody met so far: a page of the same make is not looked at twice."""
    return Findings()


@pytest.mark.soak
@pytest.mark.parametrize("name", [pytest.param(STRANGER, id="stranger"), *WHO])
def test_every_screen_of_everybody_is_without_barriers(
    browser: Browser,
    place: Town,
    met: Findings,
    count: Callable[[str, int], None],
    name: str,
) -> None:
    findings = Findings(screens=met.screens, shapes=met.shapes)
    page, home, role = page_of(browser, place, name)
    findings.listen_to(page)
    lost, seen = list[str](), 0
    for screen in screens_from(page, place.address, home):
        seen += 1
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            findings.look_at(page, width)
        lost += [f"{screen}, {one}" for one in look_in_every_way(page)]
    page.context.close()
    count(f"screens of a {role}", seen)

    assert findings.barriers == []
    assert findings.sideways == []
    assert findings.complaints == []
    assert lost == []
