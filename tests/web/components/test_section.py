"""A heading with a hairline under it."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/section.html" import section %}'


def test_its_heading_its_link_and_what_is_below(render: Render) -> None:
    shown = render(
        USE + "{% call section('History', id='history', link=l, lead='Soft.') %}lines{% endcall %}",
        l=Thing(words="All", href="/all"),
    )

    assert shown.find("section").get("id") == "history"
    assert words(shown.find(".//h2")) == "History"
    assert words(shown) == "HistoryAll Soft. lines"


def test_its_heading_may_be_lower(render: Render) -> None:
    shown = render(USE + "{% call section('People', level=3) %}{% endcall %}")

    assert words(shown.find(".//h3")) == "People"
