"""What those do most often who judge, decide or only read, without a mouse."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.settings import Setting
from tests.journeys.browser_people import Town, town
from tests.making import at, journey_at, make_group, make_member, make_user
from tests.web.test_by_keyboard import tab_to

PASSWORD = "seven quiet herons by the canal"


@pytest.fixture
def place(tmp_path: Path, empty_database: Path) -> Iterator[Town]:
    with town(tmp_path, empty_database, at(hour=10)) as found:
        yield found


def sit_down(page: Page, place: Town, stage: Stage, *, panel: bool = False) -> None:
    """A journey at this stage, and whoever waits for it signed in by keyboard."""
    with place.app.app_context(), Session(db.engine) as session:
        walking, _ = journey_at(session, stage, second=panel)
        person = walking.cast.panel[0] if panel else walking.cast.assessor
        with writing(session):
            session.get_one(User, person.id).password_hash = hash_password(PASSWORD)
        email, place.at = person.email, walking.at
    place.pass_time(hours=1)
    sign_in(page, place, email)


def sign_in(page: Page, place: Town, email: str) -> None:
    page.goto(place.address + "/sign-in")
    tab_to(page, "textbox", "E-mail address")
    page.keyboard.type(email)
    tab_to(page, "textbox", "Password")
    page.keyboard.type(PASSWORD)
    press_enter(page)


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.soak
def test_a_panel_member_reads_the_papers_and_votes_by_keyboard_alone(
    page: Page, place: Town
) -> None:
    sit_down(page, place, Stage.DECIDING, panel=True)

    tab_to(page, "link", "Read and vote")
    press_enter(page)
    assert heading(page) == "Willow Lane Primary"
    tab_to(page, "link", "Vote")
    press_enter(page)
    tab_to(page, "radio", "Award")
    page.keyboard.press("Space")
    tab_to(page, "textbox", "Why?")
    page.keyboard.type("The report bears it out.")
    tab_to(page, "button", "Give my vote")
    press_enter(page)

    expect(page.get_by_text("Your vote is given.")).to_be_visible()
    expect(page.get_by_role("heading", name="You voted: Award")).to_be_visible()


@pytest.mark.soak
def test_an_assessor_judges_and_drafts_the_report_by_keyboard_alone(
    page: Page, place: Town
) -> None:
    sit_down(page, place, Stage.ASSESSING)

    assert heading(page) == "Your visits and reports"
    tab_to(page, "link", "Go on")
    press_enter(page)
    page.goto(page.url.rsplit("/criteria", 1)[0] + "/criteria/1.2")
    tab_to(page, "radio", "Not yet")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textbox", "Note")
    page.keyboard.type("Trips are not in it.")
    tab_to(page, "button", "Save and go on")
    press_enter(page)
    expect(page.get_by_text("1.2 is saved.")).to_be_visible()

    page.goto(page.url.rsplit("/criteria", 1)[0] + "/report")
    tab_to(page, "link", "Begin with a draft from your notes")
    press_enter(page)
    tab_to(page, "button", "Save and look at it")
    press_enter(page)
    expect(page.get_by_text("Trips are not in it.").first).to_be_visible()


@dataclass(frozen=True)
class Reader:
    """Who only reads, where they begin, and as whose member."""

    role: Role
    home: str


def look_in(page: Page, place: Town, reader: Reader) -> None:
    """A journey that was awarded, and somebody who only reads signed in, on their home page."""
    with place.app.app_context(), Session(db.engine) as session:
        walking, _ = journey_at(session, Stage.AWARDED)
        user = make_user(session, "Dilys Parry")
        group = make_group(session)
        with writing(session):
            session.get_one(Setting, walking.setting.id).group_id = group.id
        of_group = reader.role is Role.GROUP_VIEWER
        make_member(session, user, reader.role, group if of_group else walking.setting.authority)
        with writing(session):
            session.get_one(User, user.id).password_hash = hash_password(PASSWORD)
        email, place.at = user.email, walking.at
    place.pass_time(hours=1)
    sign_in(page, place, email)
    assert page.url == place.address + reader.home


@pytest.mark.soak
@pytest.mark.parametrize(
    ("reader", "ways", "field"),
    [
        (
            Reader(Role.STEERING, "/leicester/steering"),
            ["Every outcome that was released"],
            "Name of the setting",
        ),
        (Reader(Role.GROUP_VIEWER, "/group/1"), [], "Name of the setting"),
        (Reader(Role.AUDITOR, "/leicester/audit"), [], "Find a setting by its name"),
    ],
    ids=["steering", "group", "auditor"],
)
def test_who_only_reads_finds_a_setting_by_keyboard_alone(
    page: Page, place: Town, reader: Reader, ways: list[str], field: str
) -> None:
    look_in(page, place, reader)

    for words in ways:
        tab_to(page, "link", words)
        press_enter(page)
    tab_to(page, "searchbox" if page.get_by_role("searchbox").count() else "textbox", field)
    page.keyboard.type("willow")
    press_enter(page)

    expect(page.get_by_text("Willow Lane Primary").first).to_be_visible()
    if reader.role is Role.AUDITOR:
        tab_to(page, "link", "Willow Lane Primary")
        press_enter(page)
        assert heading(page) == "Willow Lane Primary"
