"""Every screen that links lead to, for everybody: no barrier, nothing sideways, no complaint."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from award.adapters import clock
from award.demo.sign_ins import email_of
from award.demo.world import load
from award.storage.db import db
from award.web.kit.pages import home_of
from tests.demo.worlds import some, world_of
from tests.journeys.browser_people import DESK, PHONE, Findings, Town, come_in, town
from tests.journeys.ways_of_looking import look_in_every_way
from tools.pictures import MOST_SCREENS, links_of, must_be_file, screen_of

NOW = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
PLACES = (
    "Willow Lane Primary",
    "Meadowbank Infants",
    "The Lanterns Youth Club",
    "Dovecote Nursery School",
    "Saffron Way Primary",
    "Spinney Hill Juniors",
    "Northgate Sixth Form College",
    "Humber Vale Infants",
    "King’s Lock High School",
    "Highcross Academy",
    "Stargazers After School Club",
    "Little Acorns Pre-school",
    "Cardinal’s Walk Primary",
    "Thornbury Lodge",
    "Foxglove Supported Homes",
)
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
STRANGER = ""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Town]:
    """A part of the demo world, served with its real styles."""
    folder = tmp_path_factory.mktemp("screens")
    with town(folder, empty_database, NOW) as found:
        with found.app.app_context(), clock.frozen_at(NOW):
            load(world_of(found.app, NOW, leicester=some(PLACES), fenwick=()), size=0)
            db.session.remove()
        yield found


@pytest.fixture(scope="module")
def met() -> Findings:
    """What everybody met so far: a page of the same make is not looked at twice."""
    return Findings()


def page_of(browser: Browser, place: Town, name: str) -> tuple[Page, str, str]:
    """A browser in which this person is signed in, the address of their home, and their role."""
    if name == STRANGER:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        return context.new_page(), "/", "stranger"
    context, parts = come_in(browser, place, email_of(name))
    with place.app.test_request_context():
        return context.new_page(), home_of(parts[0]).href, parts[0].role


@pytest.mark.soak
@pytest.mark.parametrize("name", [STRANGER, *WHO])
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
    waiting, seen, lost = [f"{place.address}{home}"], set[str](), list[str]()
    while waiting and len(seen) < MOST_SCREENS:
        link = waiting.pop(0)
        if (screen := screen_of(link)) in seen:
            continue
        seen.add(screen)
        try:
            page.goto(link)
        except BrowserError as trouble:
            must_be_file(trouble)
            continue
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            findings.look_at(page, width)
        lost += [f"{screen}, {one}" for one in look_in_every_way(page)]
        waiting += links_of(page, place.address)
    page.context.close()
    count(f"screens of a {role}", len(seen))

    assert len(seen) < MOST_SCREENS, "raise the limit: not every screen was looked at"
    assert findings.barriers == []
    assert findings.sideways == []
    assert findings.complaints == []
    assert lost == []
