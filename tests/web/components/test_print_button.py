"""A button to print waits for the script that it needs."""

from collections.abc import Callable

from lxml.html import HtmlElement


def test_it_is_hidden_until_the_script_shows_it(render: Callable[..., HtmlElement]) -> None:
    shown = render(
        '{% from "components/print_button.html" import print_button %}{{ print_button("Print") }}'
    )

    button = shown.find(".//button")
    assert ("hidden" in button.attrib, button.get("type"), button.text) == (True, "button", "Print")
    assert shown.find("p").get("data-script").endswith("printing.js")
