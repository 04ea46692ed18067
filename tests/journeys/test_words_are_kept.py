"""Somebody is called away while typing; the words wait for them, even past the end of a sign-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.storage.accounts import User
from award.storage.db import db, writing
from tests.journeys.browser_people import PASSWORD, Town, town
from tests.making import at, walker

LEAD = "amara.holt@example.org"
WHY = "We want every child to know that they are heard."


@pytest.fixture
def lead_at_work(tmp_path: Path, empty_database: Path) -> Iterator[tuple[Town, str]]:
    """The town, and the address of an application that a lead may fill in."""
    with town(tmp_path, empty_database, at(hour=10)) as place:
        with place.app.app_context(), Session(db.engine) as session:
            walking = walker(session)
            journey = walking.open("standard")
            with writing(session):
                session.get_one(User, walking.cast.lead.id).password_hash = hash_password(PASSWORD)
            address = f"/setting/{walking.setting.id}/journeys/{journey.id}/application"
        yield place, place.address + address


def sign_in(page: Page, place: Town) -> None:
    page.goto(place.address + "/sign-in")
    page.get_by_label("E-mail address").fill(LEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Willow Lane Primary")


@pytest.fixture
def applying(page: Page, lead_at_work: tuple[Town, str]) -> str:
    """The address of the application that a signed-in lead has before them, partly filled in."""
    place, address = lead_at_work
    sign_in(page, place)
    page.goto(address)
    page.get_by_label("Why do you want to take part?").fill(WHY)
    page.get_by_label("We commit to work on the award").check()
    return address


def test_words_typed_before_the_bell_are_there_after_it(page: Page, applying: str) -> None:
    expect(page.get_by_text("Saved as a draft at 10am")).to_be_visible()
    page.goto(applying)
    expect(page.get_by_label("Why do you want to take part?")).to_have_value("")
    page.get_by_role("button", name="Use it").click()

    expect(page.get_by_label("Why do you want to take part?")).to_have_value(WHY)
    expect(page.get_by_label("We commit to work on the award")).to_be_checked()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    page.goto(applying)
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)


def test_what_is_sent_without_a_line_stays_on_the_page_until_it_is_back(
    page: Page, applying: str
) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("There is no connection")).to_be_visible()
    page.context.set_offline(False)
    page.locator("form[data-draft]").evaluate("form => form.requestSubmit()")  # as a later tap does

    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    expect(page.get_by_text(WHY)).to_be_visible()


def test_a_form_that_was_refused_can_be_gone_back_to(page: Page, applying: str) -> None:
    page.get_by_label("The lead’s e-mail address").fill("amara at willow lane")
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("There is something to put right")).to_be_visible()
    expect(page.get_by_text("Saved as a draft at 10am")).to_be_visible()
    page.get_by_role("link", name="Privacy").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Privacy")
    page.go_back()

    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_label("Why do you want to take part?")).to_have_value(WHY)


def test_a_form_sent_empty_leaves_nothing_to_give_back(page: Page, applying: str) -> None:
    pause = applying.replace("/application", "/pause/ask")
    page.goto(pause)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("There is something to put right")).to_be_visible()
    page.get_by_role("link", name="Privacy").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Privacy")
    page.goto(pause)

    expect(page.get_by_role("heading", level=1)).to_have_text("Ask to pause")
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)


@pytest.mark.soak
def test_a_sign_in_that_ends_while_one_types_costs_no_word(
    browser: Browser, lead_at_work: tuple[Town, str]
) -> None:
    place, address = lead_at_work
    context = browser.new_context(locale="en-GB")
    page, beside = context.new_page(), context.new_page()
    sign_in(page, place)
    page.goto(address)
    place.pass_time(hours=3)

    page.get_by_label("Why do you want to take part?").fill(WHY)
    expect(page.get_by_text("You have been signed out.")).to_be_visible()
    sign_in(beside, place)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Saved as a draft at 1pm")).to_be_visible()
    page.get_by_role("button", name="Save and check").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    expect(page.get_by_text(WHY)).to_be_visible()
    context.close()
