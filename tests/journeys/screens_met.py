"""Everybody of a demo world, each at a browser on their first page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from award.adapters import clock
from award.demo.sign_ins import email_of
from award.demo.world import load
from award.storage.db import db
from award.web.kit.pages import home_of
from tests.demo.worlds import some, world_of
from tests.journeys.browser_people import Town, come_in, town

NOW: Final = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
STRANGER: Final = "a stranger"
# A journey at each stage, awards in each state, and who is kept out of everything public.
PLACES: Final = (
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


@contextmanager
def part_of_the_world(folder: Path, empty_database: Path) -> Iterator[Town]:
    """A part of the demo world, served with its real styles while the block lasts."""
    with town(folder, empty_database, NOW) as found:
        with found.app.app_context(), clock.frozen_at(NOW):
            load(world_of(found.app, NOW, leicester=some(PLACES), fenwick=()), size=0)
            db.session.remove()
        yield found


def page_of(browser: Browser, place: Town, name: str) -> tuple[Page, str, str]:
    """A browser in which this person is signed in, the address of their home, and their role."""
    if name == STRANGER:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        return context.new_page(), "/", "stranger"
    context, parts = come_in(browser, place, email_of(name))
    with place.app.test_request_context():
        return context.new_page(), home_of(parts[0]).href, parts[0].role
