"""Names of every length and script, and names that look like markup, in each room."""

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import update

from award.domain.directions import runs_right_to_left
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import writing
from award.storage.settings import Setting
from tests.fixtures_rooms import Standing, standing
from tests.making import make_member, make_user
from tests.pages import PageClient, words_of

__all__ = ["standing"]

PLACE: Final = "مدرسة النور <b>& بي״ס</b>"
PERSON: Final = "דנה לוי"
PARTED: Final = ("bdi", "textarea", "title", "option")


def parted(page: Element, inside: bool = False) -> Iterator[str]:
    """Each text with a letter from right to left that could pull over what stands beside it."""
    inside = inside or page.tag in PARTED or page.get("dir") == "auto"
    if page.text and not inside and runs_right_to_left(page.text):
        yield f"{page.tag}: {page.text}"
    for one in page:
        yield from parted(one, inside)
        if one.tail and not inside and runs_right_to_left(one.tail):
            yield f"after {one.tag}: {one.tail}"


@pytest.fixture
def renamed(standing: Callable[..., Standing]) -> Standing:
    """A journey before the panel; its setting and all its people have names from right to left."""
    place = standing(Stage.DECIDING)
    with writing(place.rows) as session:
        session.execute(update(Setting).values(name=PLACE))
        session.execute(update(User).values(name=PERSON))
    return place


def newcomer(place: Standing, role: Role) -> PageClient:
    user = make_user(place.rows, "Marek Nowak")
    make_member(place.rows, user, role, place.walking.setting.authority)
    return place.browse(user)


def must_be_parted(browser: PageClient, *addresses: str) -> None:
    """Each page shows the setting's name as it was written, with its letters set apart."""
    faults = {}
    for address in addresses:
        assert browser.get(address).status_code == 200, address
        assert browser.page is not None
        body = next(browser.page.iter("body"))
        faults[address] = [*parted(body)]
        assert PLACE in words_of(browser.page), address
    assert faults == {address: [] for address in addresses}


def test_in_a_setting(renamed: Standing) -> None:
    home = f"/setting/{renamed.walking.setting.id}"
    at = f"{home}/journeys/{renamed.journey.id}"

    must_be_parted(
        renamed.browse(renamed.walking.cast.lead),
        home,
        f"{home}/people",
        f"{at}/application/check",
        f"{at}/plan",
        f"{at}/visits",
    )


def test_in_the_coordinators_room(renamed: Standing) -> None:
    room = "/leicester/coordinator"
    at = f"{room}/journeys/{renamed.journey.id}"

    must_be_parted(
        renamed.browse(renamed.walking.cast.coordinator),
        room,
        f"{room}/journeys",
        f"{room}/settings",
        f"{room}/settings/{renamed.walking.setting.id}",
        f"{room}/find?q=النور",
        at,
        f"{at}/history",
        f"{at}/letters",
        f"{at}/people",
    )


def test_where_it_is_judged_decided_and_looked_over(renamed: Standing) -> None:
    number = renamed.journey.id

    for browser, *addresses in (
        (renamed.assessor, "assessor/journeys", f"assessor/journeys/{number}"),
        (renamed.member(), "panel", f"panel/journeys/{number}"),
        (newcomer(renamed, Role.AUDITOR), "audit", f"audit/journeys/{number}"),
    ):
        must_be_parted(browser, *[f"/leicester/{one}" for one in addresses])
