"""Tabs are links to pages of their own."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


TABS = '{% from "components/tabs.html" import tabs %}{{ tabs(items) }}'


def test_the_page_one_is_on_is_marked(render: Render) -> None:
    items = [
        Thing(words="Plan", href="/plan", current=True),
        Thing(words="Evidence", href="/evidence", current=False, count=0),
    ]

    links = list(render(TABS, items=items).iter("a"))

    assert [(words(a), a.get("aria-current")) for a in links] == [
        ("Plan", "page"),
        ("Evidence 0", None),
    ]


def test_the_tab_that_a_page_belongs_to_is_marked_as_well(render: Render) -> None:
    items = [Thing(words="Plan", href="/plan", current=False, within=True)]

    link = next(render(TABS, items=items).iter("a"))

    assert link.get("aria-current") == "true"
