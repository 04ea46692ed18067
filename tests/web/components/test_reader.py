"""The pages of a file, and the way from one piece of evidence to the next."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.pages import Link
from award.web.kit.viewer import Page, Pager

Render = Callable[..., HtmlElement]
PAGER = '{% from "components/reader.html" import pager %}<div>{{ pager(place) }}</div>'
PAGES = '{% from "components/reader.html" import pages %}<div>{{ pages(shown, "Wall") }}</div>'


def test_the_ways_are_plain_links_and_the_place_is_said(render: Render) -> None:
    place = Pager("3 of 7 for 1.4", Link("Before", "/2"), Link("Next", "/4"))

    shown = render(PAGER, place=place)

    assert [(one.get("rel"), one.get("href")) for one in shown.iter("a")] == [
        ("prev", "/2"),
        ("next", "/4"),
    ]
    assert "3 of 7 for 1.4" in shown.text_content()


def test_the_last_piece_says_that_it_is_the_last(render: Render) -> None:
    shown = render(PAGER, place=Pager("7 of 7 for 1.4", None, None))

    assert list(shown.iter("a")) == []
    assert "That was the last one" in shown.text_content()


def test_a_page_is_a_picture_with_its_text_as_an_alternative(render: Render) -> None:
    page = Page(2, "picture", "", "Words <of> it", "/large", 1400, 1980)

    shown = render(PAGES, shown=[page, page])

    picture = next(shown.iter("img"))
    assert (picture.get("src"), picture.get("alt")) == (
        "/large",
        "Page 2 of “Wall”. Open it large.",
    )
    assert "Text of this page" in shown.text_content()
    assert "Words <of> it" in shown.text_content()


def test_a_table_can_be_moved_by_keyboard_and_says_what_it_is(render: Render) -> None:
    page = Page(1, "table", "Surveys", "", rows=[["Class", "Calm"], ["2B", "0.9"]])

    shown = render(PAGES, shown=[page])

    region = next(one for one in shown.iter("div") if one.get("role") == "region")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "First rows of Surveys")
    assert [one.text for one in shown.iter("td")] == ["Class", "Calm", "2B", "0.9"]
