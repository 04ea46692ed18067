"""What a coordinator does most, in a browser, with every tap counted."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.db import db, writing
from award.storage.journeys import ContactNote, History, Journey
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests import servers
from tests.journeys.browser_people import PHONE, WIDTH, Town, town
from tests.journeys.taps import count_from_now, taps_on
from tests.journeys.ways_of_looking import look_in_every_way
from tests.making import at, journey_at

PASSWORD = "seven quiet herons by the canal"
HERE = "/leicester/coordinator"
PLACE = "Willow Lane Primary"


@dataclass
class Desk:
    """A coordinator at a browser, and how often they tapped since they were at home.

    Where the browser runs no script the page cannot count, and each tap is noted here.
    """

    page: Page
    town: Town
    journey_id: int
    script: bool = True
    noted: int = field(default=0)

    def goes_home(self) -> None:
        self.page.goto(self.town.address + HERE)
        self.noted = 0
        if self.script:
            count_from_now(self.page)

    @property
    def taps(self) -> int:
        return taps_on(self.page) if self.script else self.noted

    def taps_on(self, role: str, name: str) -> None:
        """Tap on something that one reads, and wait for what comes."""
        self.noted += 1
        found = self.page.get_by_role(role, name=re.compile(name))  # type: ignore[arg-type] # one of its roles
        with self.page.expect_navigation():
            found.first.click()

    def keeps(self, row: type[ContactNote | Letter | Visit | History]) -> int:
        """How many rows of a kind there are now."""
        with self.town.app.app_context(), Session(db.engine) as session:
            return len(session.scalars(select(row)).all())

    def stage(self) -> Stage:
        with self.town.app.app_context(), Session(db.engine) as session:
            return session.get_one(Journey, self.journey_id).stage


Sit = Callable[..., Desk]


@pytest.fixture
def sit(tmp_path: Path, empty_database: Path, browser: Browser) -> Iterator[Sit]:
    """``sit(Stage.APPLIED)``: Colm Brady at a phone, some days after the journey came there."""
    with ExitStack() as stack:

        def make(stage: Stage, *, days: int = 3, script: bool = True, width: int = PHONE) -> Desk:
            place = stack.enter_context(town(tmp_path, empty_database, at()))
            with place.app.app_context(), Session(db.engine) as session:
                walking, journey = journey_at(session, stage)
                with writing(session):
                    user = session.get_one(User, walking.cast.coordinator.id)
                    user.password_hash = hash_password(PASSWORD)
                place.at = walking.at + timedelta(days=days)
                email, journey_id = user.email, journey.id
            context = browser.new_context(
                locale="en-GB",
                java_script_enabled=script,
                viewport={"width": width, "height": 800},
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.goto(place.address + "/sign-in")
            page.get_by_label("E-mail address").fill(email)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            with page.expect_navigation():
                page.get_by_label("Password", exact=True).press("Enter")
            desk = Desk(page, place, journey_id, script)
            desk.goes_home()
            return desk

        yield make


def test_a_call_is_noted_in_two_taps_from_home(sit: Sit) -> None:
    desk = sit(Stage.APPLIED)

    desk.page.locator("main").get_by_role("link", name="Note a call").first.click()
    desk.page.get_by_label("What was said?").fill("Amara rang: the visit suits her.")
    desk.taps_on("button", "Save the note")

    assert desk.taps <= 2
    expect(desk.page.get_by_text(f"Your note about {PLACE} is kept.")).to_be_visible()
    assert desk.keeps(ContactNote) == 1


@pytest.mark.soak
def test_a_call_from_anybody_is_noted_in_three_taps_without_script(sit: Sit) -> None:
    desk = sit(Stage.GATHERING, script=False)

    desk.taps_on("link", "^Note a call")
    desk.taps_on("link", PLACE)
    desk.page.get_by_label("Who was it with?").fill("Amara Holt")
    desk.page.get_by_label("What was said?").fill("They are well on their way.")
    desk.taps_on("button", "Save the note")

    assert desk.taps <= 3
    assert desk.keeps(ContactNote) == 1


@pytest.mark.soak
def test_any_journey_is_found_in_two_steps_by_a_key_and_a_link(sit: Sit) -> None:
    desk = sit(Stage.GATHERING)
    desk.page.goto(f"{desk.town.address}{HERE}/rounds")

    desk.page.keyboard.press("/")
    desk.page.keyboard.type("amara")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.taps_on("link", f"^{PLACE}")

    assert desk.page.url.endswith(f"/journeys/{desk.journey_id}")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(PLACE)


@pytest.mark.soak
def test_any_journey_is_found_in_two_taps_on_a_phone(sit: Sit) -> None:
    desk = sit(Stage.GATHERING)

    desk.page.get_by_role("searchbox").first.click()
    desk.page.keyboard.type("amara")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.taps_on("link", f"^{PLACE}")

    assert desk.taps <= 2
    assert desk.page.url.endswith(f"/journeys/{desk.journey_id}")


@pytest.mark.soak
def test_what_needs_somebody_today_is_read_without_a_tap(sit: Sit) -> None:
    desk = sit(Stage.APPLIED)

    expect(desk.page.get_by_role("heading", name="Needs you")).to_be_visible()
    expect(desk.page.get_by_role("link", name=PLACE).first).to_be_visible()
    assert desk.taps == 0


@pytest.mark.soak
def test_new_evidence_is_looked_at_in_three_taps(sit: Sit) -> None:
    desk = sit(Stage.READY)

    desk.taps_on("link", "^Journeys")
    desk.taps_on("link", f"^{PLACE}")
    desk.taps_on("link", "^Evidence")

    assert desk.taps <= 3
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(PLACE)
    expect(desk.page.get_by_text("How we do 1.1").first).to_be_attached()


@pytest.mark.soak
def test_a_step_is_done_for_a_volunteer_in_four_taps(sit: Sit) -> None:
    desk = sit(Stage.DRAFT)

    desk.taps_on("link", "^Journeys")
    desk.taps_on("link", f"^{PLACE}")
    desk.taps_on("link", "^Work in the setting’s room")
    desk.taps_on("link", "^Begin the application|^Go on")

    assert desk.taps <= 4
    expect(desk.page.get_by_label("Why do you want to take part?")).to_be_visible()


@pytest.mark.soak
def test_an_application_is_accepted_in_three_taps(sit: Sit) -> None:
    desk = sit(Stage.APPLIED)

    desk.taps_on("link", "^Read and accept|^Read")
    desk.taps_on("link", "^Accept")
    desk.taps_on("button", "^Accept")

    assert desk.taps <= 3
    assert desk.stage() is Stage.PLANNING


@pytest.mark.soak
def test_a_quiet_setting_is_written_to_in_two_taps_and_only_once(sit: Sit) -> None:
    desk = sit(Stage.GATHERING, days=45)

    desk.taps_on("link", "^Draft a letter")
    desk.page.get_by_role("button", name="Send the letter").dblclick()
    expect(desk.page.get_by_text(f"Your letter to {PLACE} is on its way.")).to_be_visible()

    assert desk.taps <= 3, "two, and the last of them twice"
    letter = desk.town.letter_to("amara.holt@example.org", "One small step")
    assert letter.startswith("Hello Amara Holt,")
    assert "Colm Brady coordinates the award" in letter
    expect(desk.page.get_by_text("You wrote to them on")).to_be_visible()


@pytest.mark.soak
def test_a_visit_that_was_agreed_on_the_phone_is_booked(sit: Sit) -> None:
    desk = sit(Stage.PLANNING)
    before = desk.keeps(Visit)

    desk.taps_on("link", "^Arrange a visit")
    desk.taps_on("link", "^Book a date that you agreed")
    on = (desk.town.at + timedelta(days=9)).date()
    page = desk.page
    page.get_by_label("Day", exact=True).first.fill(str(on.day))
    page.get_by_label("Month", exact=True).first.fill(str(on.month))
    page.get_by_label("Year", exact=True).first.fill(str(on.year))
    page.get_by_label(re.compile("time", re.IGNORECASE)).first.fill("10am")
    desk.taps_on("button", "^Book the visit")

    assert desk.taps <= 3
    assert desk.keeps(Visit) == before + 1


@pytest.mark.soak
def test_what_is_done_for_a_setting_says_for_whom_and_leads_back(sit: Sit) -> None:
    desk = sit(Stage.GATHERING)
    desk.page.goto(f"{desk.town.address}{HERE}/journeys/{desk.journey_id}")

    desk.taps_on("link", "^Work in the setting’s room")
    expect(desk.page.get_by_text(f"You work here for {PLACE}, as coordinator.")).to_be_visible()
    desk.taps_on("link", "^Back to its journey")

    assert desk.page.url.endswith(f"{HERE}/journeys/{desk.journey_id}")


@pytest.mark.soak
@pytest.mark.parametrize("width", [PHONE, pytest.param(1280, marks=pytest.mark.soak)])
def test_the_rooms_first_pages_hold_no_barrier(sit: Sit, width: int) -> None:
    desk = sit(Stage.GATHERING, days=45, width=width)
    found: list[str] = []

    for path in ("", "/journeys", "/find?q=willow", "/note", "/settings", "/settings/1",
                 f"/journeys/{desk.journey_id}", f"/journeys/{desk.journey_id}/nudge",
                 f"/journeys/{desk.journey_id}/history/note"):  # fmt: skip
        desk.page.set_viewport_size({"width": width, "height": 800})
        desk.page.goto(desk.town.address + HERE + path)
        found += [f"{path}: {one}" for one in servers.find_barriers(desk.page)]
        if width == PHONE:
            found += [f"{path}: {one}" for one in look_in_every_way(desk.page)]
        desk.page.set_viewport_size({"width": 320, "height": 800})
        wide = desk.page.evaluate(WIDTH)
        found += [f"{path}: {wide} wide"] if wide > 320 else []

    assert found == []
