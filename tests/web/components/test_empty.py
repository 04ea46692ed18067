"""Nothing here yet."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_it_says_what_will_be_here_and_how_to_begin(render: Render) -> None:
    shown = render(
        """{% from "components/empty.html" import empty %}
        {{ empty("No evidence yet", "What you add is listed here.", button="Add", href="/add") }}"""
    )

    assert words(shown) == "No evidence yetWhat you add is listed here.Add"
    assert shown.find(".//a").get("href") == "/add"
