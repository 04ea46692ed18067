"""A text with what went and what came marked in it."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.domain.text_changes import text_changes

Render = Callable[..., HtmlElement]
USE = "{% from 'components/changed_text.html' import changed_text %}{{ changed_text(parts) }}"


def test_what_went_and_what_came_is_said_in_words_too(render: Render) -> None:
    shown = render(USE, parts=text_changes("Nine children told us.", "Ten children <told> us."))

    assert shown.find(".//del").text_content().split() == ["Taken", "out:", "Nine"]
    assert [one.text_content().split()[1:] for one in shown.findall(".//ins")] == [
        ["Ten"],
        ["<told>"],
    ]
