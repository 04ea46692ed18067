"""Lists of six hundred in a browser, with names of one letter and of three hundred."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.journeys.browser_people import DESK, NARROWEST, WIDTH, Findings, Town, come_in, town
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
