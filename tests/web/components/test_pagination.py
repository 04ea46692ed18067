"""Which part of a list this is, and the others."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

import pytest
from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


PAGES = """{% from "components/pagination.html" import pagination %}
{{ pagination(pages, 1, 10, total, next=next) }}"""


def test_it_counts_and_marks_where_one_is(render: Render) -> None:
    pages = [Thing(number=1, href="?page=1", current=True), Thing(number=2, href="?page=2")]

    shown = render(PAGES, pages=[*pages, Thing(gap=True)], total=42, next="?page=2")

    assert words(shown.find(".//p")) == "1 to 10 of 42"
    assert [(a.get("href"), a.get("aria-current")) for a in shown.iter("a")] == [
        ("?page=1", "page"),
        ("?page=2", None),
        ("?page=2", None),
    ]


def test_one_page_has_no_pages(render: Render) -> None:
    shown = render(PAGES, pages=[Thing(number=1, href="?", current=True)], total=10, next=None)

    assert shown.findall(".//nav") == []


@pytest.mark.parametrize(("total", "told"), [(7, ["7 in all"]), (1, [])])
def test_one_page_says_how_many_there_are_where_they_are_several(
    render: Render, total: int, told: list[str]
) -> None:
    pages = [Thing(number=1, href="?page=1", current=True)]

    shown = render(PAGES, pages=pages, total=total, next=None)

    assert [words(one) for one in shown.iter("p")] == told
