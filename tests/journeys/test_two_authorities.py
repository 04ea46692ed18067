"""One person serves two authorities in two tabs, and neither ever shows or changes the other's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.journeys import ContactNote
from award.storage.settings import Setting
from tests.journeys.browser_people import PASSWORD, Town, town
from tests.making import at, journey_at, make_authority, make_member, make_setting

OURS, THEIRS = "Willow Lane Primary", "Saltmarsh Infants"


@dataclass
class Desk:
    """Colm's browser with a tab for each authority, and where a note is written in each."""

    town: Town
    context: BrowserContext
    ours: Page
    theirs: Page

    def notes(self) -> list[tuple[str, str]]:
        """Each contact note that is kept, with its setting."""
        with self.town.app.app_context(), Session(db.engine) as session:
            rows = session.execute(
                select(Setting.name, ContactNote.words)
                .join(ContactNote, ContactNote.setting_id == Setting.id)
                .order_by(ContactNote.id)
            )
            return [(name, words) for name, words in rows]


@pytest.fixture
def desk(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Desk]:
    """Colm coordinates in Leicester and in Fenwick Vale, and has a tab open for each."""
    with town(tmp_path, empty_database, at()) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking, _ = journey_at(session, Stage.GATHERING)
            other = make_authority(session, "fenwick-vale")
            make_setting(session, other, THEIRS)
            colm = session.get_one(User, walking.cast.coordinator.id)
            make_member(session, colm, Role.COORDINATOR, other)
            with writing(session):
                colm.password_hash = hash_password(PASSWORD)
            email = colm.email
            place.at = walking.at
        place.pass_time(hours=1)
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        ours, theirs = context.new_page(), context.new_page()
        ours.goto(place.address + "/sign-in")
        ours.get_by_label("E-mail address").fill(email)
        ours.get_by_label("Password", exact=True).fill(PASSWORD)
        with ours.expect_navigation():
            ours.get_by_label("Password", exact=True).press("Enter")
        yield Desk(place, context, ours, theirs)
        context.close()


def open_note(page: Page, desk: Desk, authority: str, place: str) -> None:
    """Find the setting from the head of this authority's room, and begin a note about it."""
    page.goto(f"{desk.town.address}/{authority}/coordinator/settings")
    page.get_by_role("link", name=place).first.click()
    page.get_by_role("link", name="Note a call", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Note a call or a conversation")


def write_note(page: Page, words: str) -> None:
    page.get_by_label("What was said?").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Save the note").click()


@pytest.mark.soak
def test_two_tabs_in_two_authorities_never_mix(desk: Desk) -> None:
    open_note(desk.ours, desk, "leicester", OURS)
    open_note(desk.theirs, desk, "fenwick-vale", THEIRS)
    crossed = desk.theirs.url.replace("/fenwick-vale/", "/leicester/")

    write_note(desk.ours, "Amara rang.")
    write_note(desk.theirs, "The infants rang.")

    assert desk.notes() == [(OURS, "Amara rang."), (THEIRS, "The infants rang.")]
    each_tab_shows_its_own(desk)
    what_is_theirs_is_not_there_under_our_address(desk, crossed)
    going_back_and_writing_anew_keeps_both(desk)


def each_tab_shows_its_own(desk: Desk) -> None:
    for page, own, other in ((desk.ours, OURS, THEIRS), (desk.theirs, THEIRS, OURS)):
        page.get_by_role("navigation").get_by_role("link", name="Settings").click()
        expect(page.get_by_role("link", name=own, exact=True)).to_be_visible()
        expect(page.get_by_text(other)).to_have_count(0)


def what_is_theirs_is_not_there_under_our_address(desk: Desk, crossed: str) -> None:
    answer = desk.ours.goto(crossed)
    assert answer is not None
    assert answer.status == 404


def going_back_and_writing_anew_keeps_both(desk: Desk) -> None:
    """The other tab has moved on meanwhile, and the page comes out of the browser's history."""
    open_note(desk.ours, desk, "leicester", OURS)
    write_note(desk.ours, "She rang again.")
    open_note(desk.theirs, desk, "fenwick-vale", THEIRS)
    desk.ours.go_back()
    expect(desk.ours.get_by_role("heading", level=1)).to_have_text("Note a call or a conversation")
    write_note(desk.ours, "And a third time.")

    assert desk.notes()[2:] == [(OURS, "She rang again."), (OURS, "And a third time.")]
