"""Every screen that links lead to, for everybody: no barrier, nothing sideways, no complaint."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from sqlalchemy import select

from award.actions.signing import sign_in
from award.adapters import clock
from award.demo.sign_ins import email_of
from award.demo.world import load
from award.queries.people import list_parts
from award.storage.accounts import User
from award.storage.db import db, writing
from award.web.kit.pages import home_of
from award.web.kit.signin import new_sign_in_token
from tests.demo.worlds import some, world_of
from tests.journeys.browser_people import DESK, PHONE, Findings, Town, town
from tests.journeys.ways_of_looking import look_in_every_way
from tools.pictures import links_of, screen_of

NOW = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
MOST_SCREENS = 180
PLACES = (
    "Willow Lane Primary",
    "Meadowbank Infants",
    "The Lanterns Youth Club",
    "Dovecote Nursery School",
    "Saffron Way Primary",
    "Spinney Hill Juniors",
    "Northgate Sixth Form College",
    "Humber Vale Infants",
    "King's Lock High School",
    "Highcross Academy",
    "Stargazers After School Club",
    "Little Acorns Pre-school",
    "Cardinal's Walk Primary",
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
def met() -> dict[str, set[str]]:
    """What everybody met so far: a page of the same make is not looked at twice."""
    return {}


def page_of(browser: Browser, place: Town, name: str) -> tuple[Page, str]:
    """A browser in which this person is signed in, and the address of their home."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    if name == STRANGER:
        return context.new_page(), "/"
    token, digest = new_sign_in_token()
    with place.app.test_request_context(), clock.frozen_at(place.at):
        with writing() as session:
            user = session.scalars(select(User).where(User.email == email_of(name))).one()
            sign_in(session, user, digest=digest, device="a test", at=place.at)
            home = home_of(list_parts(session, user.id)[0]).href
        db.session.remove()
    context.add_cookies([{"name": "award", "value": token, "url": place.address}])
    return context.new_page(), home


@pytest.mark.soak
@pytest.mark.parametrize("name", [STRANGER, *WHO])
def test_every_screen_of_everybody_is_without_barriers(
    browser: Browser, place: Town, met: dict[str, set[str]], name: str
) -> None:
    findings = Findings(met=met)
    page, home = page_of(browser, place, name)
    findings.listen_to(page)
    waiting, seen, lost = [f"{place.address}{home}"], set[str](), list[str]()
    while waiting and len(seen) < MOST_SCREENS:
        link = waiting.pop(0)
        if (screen := screen_of(link)) in seen:
            continue
        seen.add(screen)
        try:
            page.goto(link)
        except BrowserError:  # a file that is handed out, no screen
            continue
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            findings.look_at(page, width)
        lost += [f"{screen}, {one}" for one in look_in_every_way(page)]
        waiting += links_of(page, place.address)
    page.context.close()

    assert len(seen) < MOST_SCREENS, "raise the limit: not every screen was looked at"
    assert findings.barriers == []
    assert findings.sideways == []
    assert findings.complaints == []
    assert lost == []
