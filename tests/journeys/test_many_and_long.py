"""Lists of none, one, sixty and six hundred in a browser, with the shortest and longest names."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from award.demo.walking import Cast
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.evidence import A_PAGE
from award.queries.lists import PAGE_SIZE
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.journeys.browser_people import (
    DESK,
    NARROWEST,
    PHONE,
    WIDTH,
    Findings,
    Town,
    come_in,
    town,
)
from tests.journeys.rows_of_a_town import COORDINATOR, LEAD, fill_office, fill_room
from tests.journeys.ways_of_looking import cut_off, in_own_colours, sized, too_wide
from tests.making import at, journey_at, make_member, make_user
from tests.web.test_lists import multiply

MANY: Final = 600
NAMES: Final = {"one letter": "X", "three hundred letters": "Llanfair" * 37 + "pwll"}
IN_A_SECOND: Final = 3.0
LISTS: Final = {
    "coordinator": ("", "/waiting", "/journeys", "/journeys/stalling", "/settings", "/people",
                    "/find?q=X", "/find?q=Llan", "/note", "/diary", "/reports"),
    "assessor": ("", "/journeys"),
    "panel": ("", "/awards"),
    "auditor": ("",),
}  # fmt: skip
ROOMS: Final = {"auditor": "audit"}


@contextmanager
def full_town(
    folder: Path, empty_database: Path, name: str
) -> Iterator[tuple[Town, dict[str, str]]]:
    """A journey before the panel, six hundred times; everybody and everything has this name."""
    with town(folder, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, _ = journey_at(session, Stage.DECIDING)
            cast_emails = emails(walking.cast)
            auditor = make_user(session, "Marek Nowak")
            make_member(session, auditor, Role.AUDITOR, walking.setting.authority)
            multiply(session, "settings", many=MANY)
            with writing(session):
                session.execute(update(Setting).values(name=name))
                session.execute(update(User).values(name=name))
            assert session.scalar(select(func.count(Journey.id))) == MANY
            place.at = walking.at
        place.pass_time(hours=1)
        yield place, cast_emails


def emails(cast: Cast) -> dict[str, str]:
    return {
        "coordinator": cast.coordinator.email,
        "assessor": cast.assessor.email,
        "panel": cast.panel[0].email,
        "auditor": "marek.nowak@example.org",
    }


def wide_at(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate(WIDTH))


@pytest.mark.soak
@pytest.mark.parametrize("length", NAMES)
def test_lists_of_six_hundred_are_quick_and_whole_whatever_the_names(
    browser: Browser,
    tmp_path: Path,
    empty_database: Path,
    count: Callable[[str, int], None],
    length: str,
) -> None:
    slow, wide = list[str](), list[str]()
    findings = Findings()
    with full_town(tmp_path, empty_database, NAMES[length]) as (place, found):
        for who, email in found.items():
            context, _ = come_in(browser, place, email)
            page = context.new_page()
            findings.listen_to(page)
            for path in LISTS[who]:
                room, began = f"/leicester/{ROOMS.get(who, who)}{path}", monotonic()
                page.goto(place.address + room)
                took = monotonic() - began
                count(f"milliseconds for {room}", int(took * 1000))
                slow += [f"{room}: {took:.1f} s"] if took > IN_A_SECOND else []
                wide += [f"{room}: {one}" for one in (NARROWEST, DESK) if wide_at(page, one) > one]
                findings.look_at(page, DESK)
            context.close()

    assert findings.complaints == []
    assert findings.barriers == []
    assert wide == []
    assert slow == []


@dataclass(frozen=True)
class List:
    """Where a list stands, what each of its rows is, and how many of them one page holds."""

    address: str
    row: str
    most: int = MANY
    each: int = 1
    without: int = 0

    def rows(self, many: int) -> int:
        """How many rows stand on the first page where there are so many."""
        return min(many * self.each, self.most) or self.without


OFFICE: Final = "/leicester/coordinator"
LISTS_OF_OFFICE: Final = (
    List(f"{OFFICE}/journeys/assign", "input[name=journeys]", most=50),
    List(f"{OFFICE}/journeys/assign?all=yes", "input[name=journeys]:checked", most=50),
    List(f"{OFFICE}/journeys/print", "tbody tr"),
    List(f"{OFFICE}/enquiries", "tbody tr", most=PAGE_SIZE),
    List(f"{OFFICE}/cohorts/1/settings", "input[name=settings], .fold li", most=PAGE_SIZE, each=2),
)
LISTS_OF_ROOM: Final = (
    List("/evidence", ".evidence-list > li", most=A_PAGE),
    List("/plan", "li.action"),
    List("/plan?view=criterion", "li.action"),
    List("/plan/add", "input[name=criteria]", without=21),
    List("/plan/attach", "input[name^=where_]", without=21),
)

LENGTHS: Final = {
    "one letter": "X",
    "a word of 132 letters": "Llanfair" * 16 + "pwll",
    "words of 138 letters": ("The Very Long Name of " * 7)[:138].strip(),
}


def wrong_on(page: Page, wanted: List, many: int) -> list[str]:
    """What is missing, cut off, too wide or faint on this page when every fold stands open."""
    seen, wrong = page.locator(wanted.row).count(), list[str]()
    if seen != wanted.rows(many):
        wrong.append(f"{seen} rows and not {wanted.rows(many)}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for width in (NARROWEST, DESK):
        with sized(page, width):
            wrong += too_wide(page, width) + cut_off(page)
    return wrong + in_own_colours(page)


def wrong_without_script(page: Page, wanted: List, many: int) -> list[str]:
    """What cannot be seen or reached on this page where no script runs; each fold is opened."""
    for fold in page.locator("main details:not([open])").all():
        if fold.locator("> summary").is_visible():
            fold.locator("> summary").click()
    rows = page.locator(wanted.row)
    hidden = [one for one in rows.all() if one.bounding_box() is None]
    wrong = [f"{len(hidden)} rows are out of reach without script"] if hidden else []
    if rows.count() != wanted.rows(many):
        wrong.append(f"{rows.count()} rows without script")
    return wrong + [f"without script: {one}" for one in too_wide(page, NARROWEST)]


def look_through(
    browser: Browser, place: Town, email: str, lists: Iterable[List], many: int
) -> tuple[list[str], Findings]:
    """Open each list with script and without; what was wrong, by address."""
    wrong, findings = list[str](), Findings()
    context, _ = come_in(browser, place, email)
    plain = browser.new_context(
        java_script_enabled=False, viewport={"width": NARROWEST, "height": 900}
    )
    plain.add_cookies(context.cookies())  # type: ignore[arg-type] # one context's to another
    page, without = context.new_page(), plain.new_page()
    findings.listen_to(page)
    for one in lists:
        page.goto(place.address + one.address)
        findings.look_at(page, PHONE)
        wrong += [f"{one.address}: {each}" for each in wrong_on(page, one, many)]
        without.goto(place.address + one.address)
        wrong += [f"{one.address}: {each}" for each in wrong_without_script(without, one, many)]
    context.close()
    plain.close()
    return wrong, findings


@pytest.mark.soak
@pytest.mark.parametrize("many", [0, 1, 60])
@pytest.mark.parametrize("length", LENGTHS)
def test_an_offices_newest_lists_are_whole_with_none_one_and_sixty(
    browser: Browser, tmp_path: Path, empty_database: Path, many: int, length: str
) -> None:
    with town(tmp_path, empty_database, at(200, hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            fill_office(session, many, LENGTHS[length])
        pages = [List(f"{OFFICE}/enquiries/1{end}", "h1", most=1) for end in ("", "/reply")]
        asked = [*LISTS_OF_OFFICE, *(pages if many else [])]
        wrong, findings = look_through(browser, place, COORDINATOR, asked, many)

    assert not wrong, "\n".join(wrong)
    assert (findings.barriers, findings.complaints) == ([], [])


@pytest.mark.soak
@pytest.mark.parametrize("many", [0, 1, 60])
@pytest.mark.parametrize("length", LENGTHS)
def test_a_settings_folded_lists_are_whole_with_none_one_and_sixty(
    browser: Browser, tmp_path: Path, empty_database: Path, many: int, length: str
) -> None:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking = fill_room(session, many, LENGTHS[length])
            room = f"/setting/{walking.setting.id}/journeys/{walking.journey.id}"
            place.at = walking.at
        place.pass_time(hours=1)
        asked = [replace(one, address=room + one.address) for one in LISTS_OF_ROOM]
        wrong, findings = look_through(browser, place, LEAD, asked, many)

    assert not wrong, "\n".join(wrong)
    assert (findings.barriers, findings.complaints) == ([], [])
