"""Who has gone quiet."""

from collections.abc import Callable
from types import SimpleNamespace as Thing
from typing import Any

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
ROWS = '{% from "components/stalling.html" import stalling %}{{ stalling(rows) }}'


def a_row(**more: Any) -> Thing:
    usual: dict[str, Any] = {
        "who": "Belgrave", "href": "/j", "quiet": "Quiet for 41 school days", "why": "No lead.",
        "step": "Ask who leads now", "draft": "/draft", "written": "", "others": [],
    }  # fmt: skip
    return Thing(**{**usual, **more})


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_it_says_how_long_why_and_what_would_help(render: Render) -> None:
    shown = render(ROWS, rows=[a_row()])

    assert "Quiet for 41 school days" in words(shown)
    assert "No lead. Suggested: Ask who leads now" in words(shown)
    assert [one.get("href") for one in shown.iter("a")] == ["/j", "/draft"]


def test_one_that_was_written_to_says_when(render: Render) -> None:
    shown = render(ROWS, rows=[a_row(written="You wrote to them on 3 March.")])

    assert "You wrote to them on 3 March. Write again" in words(shown)
    assert "Suggested" not in words(shown)


def test_what_else_can_be_done_names_whom(render: Render) -> None:
    shown = render(ROWS, rows=[a_row(others=[Thing(words="Note a call", href="/note")])])

    assert words(shown.findall(".//a")[-1]) == "Note a call: Belgrave"
