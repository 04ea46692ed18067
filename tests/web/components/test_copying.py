"""Words to be copied elsewhere."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_the_words_stand_in_a_field_that_nobody_changes(render: Render) -> None:
    shown = render(
        """{% from "components/copying.html" import copying %}
        {{ copying("address", "Your address", "https://award.test/calendar/x.ics") }}"""
    )

    field = shown.find(".//input")
    assert (field.get("readonly"), field.get("value")) == (
        "readonly",
        "https://award.test/calendar/x.ics",
    )
    assert shown.find(".//label").get("for") == field.get("id")
