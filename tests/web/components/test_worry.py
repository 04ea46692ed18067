"""Whom to tell of a worry about a child."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_says_whom_to_call_in_the_authoritys_words_or_its_own(render: Render) -> None:
    shown = render(
        """{% from "components/worry.html" import worry, worry_line %}
        {{ worry("Ring 0116 000.") }}{{ worry() }}{{ worry_line() }}"""
    )

    words = shown.text_content()
    assert "Ring 0116 000. These notes can be asked for." in words
    assert "call 999" in words
    assert words.count("A worry about a child does not go here.") == 3
