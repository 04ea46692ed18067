"""A picture of what a form would make."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_the_picture_has_words_and_says_where_to_ask_again(render: Render) -> None:
    shown = render(
        """{% from "components/trying.html" import trying %}
        {{ trying("/preview.png?colour=x", "/preview.png", "How it would look") }}"""
    )

    figure = shown.find(".//figure")
    assert figure.get("data-try") == "/preview.png"
    assert figure.find("img").get("alt") == "How it would look"
    assert figure.find("figcaption").get("aria-live") == "polite"
    assert figure.find("figcaption").get("role") is None
