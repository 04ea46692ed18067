"""A part that opens when it is wanted."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_it_is_closed_unless_told_and_says_its_status(render: Render) -> None:
    shown = render(
        """{% from "components/fold.html" import fold %}
        {% call fold("1 Safe", "6 criteria", tone="attention", tag="2 differ") %}inside{% endcall %}
        {% call fold("2 Heard", open=true) %}too{% endcall %}"""
    )

    closed, opened = shown.findall(".//details")
    assert (closed.get("open"), opened.get("open") is not None) == (None, True)
    assert " ".join(closed.text_content().split()) == "1 Safe6 criteria 2 differ inside"
    heading = closed.find(".//*[@role='heading']")
    assert heading is not None
    assert heading.text_content() == "1 Safe"
