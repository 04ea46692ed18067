"""What one does without a mouse, and without script: everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.storage.accounts import User
from award.storage.db import db, writing
from tests.journeys.browser_people import Town, town
from tests.making import at, walker

PASSWORD = "seven quiet herons by the canal"
LEAD = "amara.holt@example.org"


@dataclass
class Draft:
    """A setting whose journey has just been opened; its lead has a password."""

    town: Town
    application: str


@pytest.fixture
def draft(tmp_path: Path, empty_database: Path) -> Iterator[Draft]:
    with town(tmp_path, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking = walker(session)
            journey = walking.open("standard")
            with writing(session):
                session.get_one(User, walking.cast.lead.id).password_hash = hash_password(PASSWORD)
            address = f"/setting/{walking.setting.id}/journeys/{journey.id}/application"
        yield Draft(place, address)


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the focus is on this; it has to be seen where it is."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type] # one of its roles
    expect(wanted).to_be_attached()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"No Tab leads to the {role} “{name}”")


def sign_in_by_keyboard(page: Page, place: Town) -> None:
    page.goto(place.address + "/sign-in")
    tab_to(page, "textbox", "E-mail address")
    page.keyboard.type(LEAD)
    tab_to(page, "textbox", "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Willow Lane Primary")


def test_one_signs_in_and_fills_in_a_form_by_keyboard_alone(page: Page, draft: Draft) -> None:
    sign_in_by_keyboard(page, draft.town)

    tab_to(page, "link", "Begin the application")
    page.keyboard.press("Enter")
    tab_to(page, "textbox", "Who leads the work?")
    page.keyboard.type("Amara Holt")
    tab_to(page, "checkbox", "We commit to work on the award")
    page.keyboard.press("Space")
    tab_to(page, "button", "Save and check")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    expect(page.get_by_text("Amara Holt").first).to_be_visible()


def test_the_first_tab_offers_to_skip_and_leads_past_the_rooms(page: Page, draft: Draft) -> None:
    sign_in_by_keyboard(page, draft.town)
    page.reload()

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside is True


def test_the_list_of_errors_takes_the_focus_and_leads_to_the_field(
    page: Page, draft: Draft
) -> None:
    page.goto(draft.town.address + "/sign-in")
    tab_to(page, "textbox", "Password")
    page.keyboard.type("far too wrong")
    page.keyboard.press("Enter")

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    tab_to(page, "link", "Enter your e-mail address")
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-mail address")).to_be_focused()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        java_script_enabled=False, locale="en-GB", viewport={"width": 375, "height": 900}
    )
    yield context.new_page()
    context.close()


def test_the_application_and_a_move_are_done_without_script(
    without_script: Page, draft: Draft
) -> None:
    page, address = without_script, draft.town.address
    page.goto(address + "/sign-in")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(address + draft.application)
    for label, words in (
        ("Who leads the work?", "Amara Holt"),
        ("The lead’s e-mail address", LEAD),
        ("Who approves it?", "Priya Nair"),
        ("What is their title?", "headteacher"),
        ("The approver’s e-mail address", "priya.nair@example.org"),
        ("Why do you want to take part?", "We want every child to be heard."),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_text("We commit to work on the award").click()
    page.get_by_role("button", name="Save and check").click()
    page.goto(address + "/where-to")
    page.get_by_role("link", name="Ask for approval").click()
    page.get_by_role("button", name="Send the link").click()
    page.goto(draft.town.link_to("priya.nair@example.org", "Your approval is needed"))
    page.get_by_text("I have read this and I agree").click()
    page.get_by_role("button", name="I agree").click()
    page.goto(address + "/where-to")
    page.get_by_role("link", name="Your application", exact=True).click()
    page.get_by_role("button", name="Send the application").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Your application is with the coordinator"
    )


def test_what_was_done_takes_the_focus_and_the_next_tab_goes_on_from_there(
    page: Page, draft: Draft
) -> None:
    sign_in_by_keyboard(page, draft.town)
    page.goto(draft.town.address + draft.application.replace("/application", "/pause/ask"))
    tab_to(page, "radio", "In two weeks")
    page.keyboard.press("Space")
    tab_to(page, "textbox", "Why?")
    page.keyboard.type("An inspection")
    tab_to(page, "button", "Ask for it")
    page.keyboard.press("Enter")

    told = page.get_by_text("You asked for a pause.")
    expect(told).to_be_visible()
    expect(page.locator(".notice")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside is True
