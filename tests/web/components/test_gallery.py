"""Every component in a real browser: axe is content, nothing scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
PAGES = ("/", "/home", "/check", "/form", "/sign-in")


def found_by_axe(page: Page) -> list[str]:
    found = page.evaluate(AXE.read_text() + "; axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_every_page_of_the_gallery_is_clean(browser: Browser, gallery: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))

    found = {}
    for path in PAGES:
        page.goto(gallery + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[path] = (found_by_axe(page), wide)
    page.close()

    assert found == {path: ([], width) for path in PAGES}
    assert complaints == []


def test_errors_take_the_focus_and_lead_to_the_first_wrong_input(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto(gallery + "/form")
    page.get_by_label("Month").fill("March")
    page.get_by_role("button", name="Send to the coordinator").click()

    expect(page.get_by_role("heading", name="There is something to put right")).to_be_visible()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    title = page.title()
    found = found_by_axe(page)
    page.get_by_role("link", name="Add the day to the date").click()
    reached = page.evaluate("document.activeElement.id")
    kept = page.get_by_label("Month").input_value()
    page.close()

    assert title.startswith("Error: Record a visit – ")
    assert found == []
    assert (reached, kept) == ("visited_on-day", "March")


def test_our_letters_are_the_ones_that_were_built(browser: Browser, gallery: str) -> None:
    page = browser.new_page()
    page.goto(gallery + "/home")

    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded').length > 0)"
    )
    page.close()

    assert loaded is True
