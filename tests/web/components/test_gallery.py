"""Every component in a real browser: axe is content, nothing scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.ways_of_looking import as_it_is
from tests.pdf_checks import sizes_of_pages, text_of

AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
PAGES = ("/", "/home", "/check", "/form", "/sign-in", "/scheme", "/rooms", "/pieces")


def found_by_axe(page: Page) -> list[str]:
    found = page.evaluate(AXE.read_text() + "; axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


WIDE = [320, *(pytest.param(one, marks=pytest.mark.soak) for one in (375, 1280))]


@pytest.mark.parametrize("width", WIDE)
def test_every_page_of_the_gallery_is_clean(browser: Browser, gallery: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))

    found = {}
    for path in PAGES:
        page.goto(gallery + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[path] = (found_by_axe(page) + as_it_is(page), wide)
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


BARE = """() => [...document.querySelectorAll(
    ".govuk-button:not(.needs-you__row *), .govuk-tag, .next-card, .evidence, .judgement, " +
    ".govuk-input, .look-preview__head, .look-preview__button, .letter-sheet, .signatures"
)].filter(one => {
    const style = getComputedStyle(one);
    const seen = one.getClientRects().length > 0;
    return seen && (style.borderBottomStyle === "none" || style.borderBottomWidth === "0px");
}).map(one => one.className)"""
LEAVES = """() => [...new Set([...document.querySelectorAll(".leaf")].map(one => {
    const style = getComputedStyle(one);
    return [style.fill, style.stroke, style.strokeWidth].join(" ");
}))].length"""


MOTIF = """() => [...new Set([...document.querySelectorAll(".head .motif path")].map(
    one => getComputedStyle(one).fill))]"""


def test_the_drawing_in_the_head_is_seen_on_a_white_ground_of_ones_own(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="light")
    page.goto(gallery)

    fills = page.evaluate(MOTIF)
    page.close()

    assert fills == ["rgb(0, 0, 0)"]


def test_nothing_is_lost_when_somebody_chooses_their_own_colours(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page(
        viewport={"width": 320, "height": 900}, forced_colors="active", color_scheme="dark"
    )

    found = {}
    for path in PAGES:
        page.goto(gallery + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[path] = (page.evaluate(BARE), wide)
    page.goto(gallery)
    kinds_of_leaf = page.evaluate(LEAVES)
    page.close()

    assert found == {path: ([], 320) for path in PAGES}
    assert kinds_of_leaf >= 2


def test_a_page_on_paper_says_whose_award_it_is_and_prints_no_addresses(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")

    found = {}
    for path in PAGES:
        page.goto(gallery + path)
        shown = [
            one
            for one in (".head", ".govuk-button", ".filter-bar", ".foot__links")
            if page.locator(f"{one}:visible").count()
        ]
        written = page.evaluate(
            """() => [...document.querySelectorAll('a[href^="/"]')].filter(
                one => getComputedStyle(one, "::after").content.includes("(")).length"""
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[path] = (shown, written, wide)
    whose = page.locator(".foot p:visible").inner_text()
    page.close()

    assert found == {path: ([], 0, 794) for path in PAGES}
    assert whose == "An award of Leicester City Council"


def test_a_form_of_a_page_is_printed_on_one_with_room_to_sign(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page()
    page.goto(gallery + "/paper")

    printed = page.pdf(prefer_css_page_size=True)
    page.close()

    assert sizes_of_pages(printed) == [(210, 297)]
    assert " ".join(text_of(printed).split()).count("An award of Leicester") == 1


def test_the_room_we_are_in_is_never_half_out_of_its_row(browser: Browser, gallery: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto(gallery + "/home")
    row = page.locator(".head__rooms:has([aria-current])").first

    for wide in ("0", "200px"):  # a browser may look first at a row that has no room yet
        row.evaluate("(row, wide) => { row.style.width = wide }", wide)
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
    out = row.evaluate("""row => {
        const [seen, here] = [row, row.querySelector("[aria-current]")].map(
            one => one.getBoundingClientRect());
        return Math.max(0, seen.left - here.left, here.right - seen.right);
    }""")
    page.close()

    assert out == 0


def test_an_authority_of_one_long_word_pushes_no_page_sideways(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(gallery)

    page.locator(".foot p").evaluate("it => { it.textContent = 'Llanfair'.repeat(12); }")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide == 320
