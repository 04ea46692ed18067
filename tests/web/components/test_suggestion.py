"""What the rule suggests."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_gives_its_reasons_and_only_suggests(render: Render) -> None:
    shown = render(
        """{% from "components/suggestion.html" import suggestion_card %}
        {{ suggestion_card("Defer", "attention", ["1.4 is below met."]) }}"""
    )

    words = " ".join(shown.text_content().split())
    assert "Defer 1.4 is below met. It only suggests." in words
