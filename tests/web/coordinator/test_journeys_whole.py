"""The whole list of journeys: as a file with who works on each, and on paper, cut nowhere."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from award.actions.assigning import assign
from award.actions.pausing import pause
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind
from award.web.coordinator import journeys_whole
from tests.fixtures_web import built_styles
from tests.house.sources import ROOT
from tests.pdf_checks import sizes_of_pages, text_of
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene
from tests.web.coordinator.test_lists import many

Make = Callable[..., Scene]


def lines_of(place: Scene, address: str) -> list[str]:
    return place.browser.get(address).get_data(as_text=True).split("\r\n")


def test_the_file_says_who_leads_advises_and_assesses(scene: Make) -> None:
    place = scene(Stage.ASSESSING)
    walking = place.walker
    with transaction(lock=place.now()) as held:
        hana = walking.cast.second.id
        by = walking.by(Role.COORDINATOR)
        assign(held, AssignmentKind.ADVISER, hana, by=by, at=walking.at)
    place.rows.rollback()

    heads, first, *_ = lines_of(place, f"{ROOM}/journeys.csv")

    assert heads.endswith(",Lead,Lead’s e-mail,Adviser,Assessor")
    assert first.endswith(",Amara Holt,amara.holt@example.org,Tomasz Zielinski,Edith Moss")


def test_before_anybody_leads_the_file_names_whom_the_application_names(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    with writing(place.rows) as session:
        journey = place.now()
        assert journey.application is not None
        journey.application.lead_name = "Ben Oak"
        journey.application.lead_email = "ben@example.org"
        for one in session.scalars(select(Membership).where(Membership.role == Role.LEAD)):
            one.ended_at = place.walker.at

    assert lines_of(place, f"{ROOM}/journeys.csv")[1].endswith(",Ben Oak,ben@example.org,,")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_name_in_the_file_becomes_a_formula(scene: Make, sign: str) -> None:
    place = scene(Stage.ASSESSING)
    with writing(place.rows) as session:
        for who in (place.walker.cast.lead, place.walker.cast.assessor):
            session.get_one(User, who.id).name = f"{sign}1+1"

    first = lines_of(place, f"{ROOM}/journeys.csv")[1]

    assert first.count(f",'{sign}1+1") == 2
    assert f",{sign}1+1" not in first


def test_every_journey_of_the_filter_stands_on_the_page_to_print(scene: Make) -> None:
    place = scene(Stage.APPLIED)
    many(place.rows, place.journey, place.walker.at)

    place.browser.get(f"{ROOM}/journeys/print?view=open&turn=setting&sort=setting")

    words = place.browser.words()
    assert words.count("Setting 0") == 50
    assert "All open, 150 journeys" in words
    assert "Whose turn: The setting." in words
    assert "Setting 298" in words
    assert "Setting 299" not in words


def test_beyond_the_bound_the_page_says_so_and_how_to_print_the_others(
    scene: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journeys_whole, "MOST_PRINTED", 100)
    place = scene(Stage.APPLIED)
    many(place.rows, place.journey, place.walker.at)

    place.browser.get(f"{ROOM}/journeys/print?sort=setting")

    words = place.browser.words()
    assert "The first 100 stand here, in the order of the list." in words
    assert "Go back and narrow the list to print the others." in words
    assert ("Setting 099" in words, "Setting 100" in words) == (True, False)


def test_the_list_leads_to_the_page_to_print_with_its_filters(scene: Make) -> None:
    place = scene(Stage.APPLIED)

    page = place.browser.get(f"{ROOM}/journeys/waiting?sort=stage").get_data(as_text=True)

    assert f"{ROOM}/journeys/print?sort=stage&amp;view=waiting" in page


@pytest.mark.parametrize("address", ["journeys", "journeys/print"])
def test_a_pause_with_a_long_month_widens_no_phone(
    scene: Make, browser: Browser, address: str
) -> None:
    place = scene(Stage.GATHERING)
    until = date(place.walker.at.year, 9, 30)
    with transaction(lock=place.now()) as held:
        by = place.walker.by(Role.COORDINATOR)
        pause(held, until, reason="Building work", by=by, at=place.walker.at)
    place.rows.rollback()
    shown = place.browser.get(f"{ROOM}/{address}").get_data(as_text=True)
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.set_content(shown)
    page.add_style_tag(content=built_styles())

    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert "Until 30 September" in shown
    assert wide == 320


def test_another_authority_prints_nothing_of_it(scene: Make, stranger: Callable[[], Any]) -> None:
    scene(Stage.APPLIED)
    browser = stranger()

    browser.get(f"{ELSEWHERE}/journeys/print")

    assert "Willow Lane Primary" not in browser.words()


def test_nobody_is_said_to_be_heard_from_where_no_journey_is_open(
    scene: Make, stranger: Callable[[], Any]
) -> None:
    scene(Stage.APPLIED)
    browser = stranger()

    browser.get(f"{ELSEWHERE}/journeys/stalling")

    assert "Every setting was heard from" not in browser.words()
    assert "No journey is open" in browser.words()


def test_without_a_journey_the_page_to_print_says_so_and_prints_no_empty_table(
    scene: Make, stranger: Callable[[], Any]
) -> None:
    place, browser = scene(Stage.APPLIED), stranger()

    nothing = browser.get(f"{ELSEWHERE}/journeys/print").text
    not_found = place.browser.get(f"{ROOM}/journeys/print?search=zebra&view=open").text

    for page, words, back in (
        (nothing, "There is no journey to print", f"{ELSEWHERE}/journeys"),
        (not_found, "No journey fits", f"{ROOM}/journeys?search=zebra"),
    ):
        assert words in page
        assert f'href="{back}"' in page
        assert ("<table" in page, "Print this list" in page) == (False, False)


OUTSIDE = """() => [...document.querySelectorAll("td > div, tbody th")].filter(
    one => one.offsetParent && one.getBoundingClientRect().right > innerWidth + 1).length"""
BROKEN = """() => {
    const broken = [];
    const walk = document.createTreeWalker(document.querySelector("table"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
        for (const word of node.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            if (range.getClientRects().length > 1) broken.push(word[0]);
        }
    }
    return broken;
}"""


@pytest.mark.parametrize("address", ["journeys", "journeys/print"])
@pytest.mark.parametrize("width", [658, 1001])
def test_on_paper_no_column_is_cut_and_no_word_is_broken(
    scene: Make, browser: Browser, address: str, width: int
) -> None:
    place = scene(Stage.ASSESSING)
    shown = place.browser.get(f"{ROOM}/{address}").get_data(as_text=True)
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.set_content(shown)
    page.add_style_tag(content=built_styles())
    page.emulate_media(media="print")

    outside, broken = page.evaluate(OUTSIDE), page.evaluate(BROKEN)
    paper = page.pdf(prefer_css_page_size=True)
    page.close()

    assert (outside, broken) == (0, [])
    assert set(sizes_of_pages(paper)) == {(297, 210)}
    assert "Quick steps" not in text_of(paper)


IN_SIGHT = """() => {
    const row = document.querySelector(".tabs"), one = row.querySelector("[aria-current]");
    return one.getBoundingClientRect().right <= row.getBoundingClientRect().right + 1;
}"""


def test_the_tab_that_one_is_on_comes_into_sight_when_the_screen_is_turned(
    scene: Make, browser: Browser
) -> None:
    place = scene(Stage.GATHERING)
    shown = place.browser.get(f"{place.here}/history").get_data(as_text=True)
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.set_content(shown)
    page.add_style_tag(content=built_styles())
    page.add_script_tag(content=(ROOT / "static/scripts/main.js").read_text(), type="module")

    page.set_viewport_size({"width": 375, "height": 700})
    page.wait_for_function(IN_SIGHT)
    page.close()
