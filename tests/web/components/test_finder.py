"""The search in a room's head."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
FINDER = """{% from "components/finder.html" import finder %}
{{ finder("Find a setting or a journey", "/find", asked, beside, hint="Find a setting") }}"""


def test_it_asks_by_get_keeps_what_was_asked_and_answers_to_a_key(render: Render) -> None:
    shown = render(FINDER, asked="Abbey", beside=None)

    field = shown.find(".//input")
    assert (shown.find(".//form").get("method"), field.get("name")) == ("get", "q")
    assert (field.get("value"), field.get("data-key")) == ("Abbey", "/")
    assert shown.find(".//label").text_content() == "Find a setting or a journey"
    assert shown.findall(".//a") == []


def test_beside_it_stands_what_is_done_while_the_phone_rings(render: Render) -> None:
    beside = Thing(words="Note a call", href="/note", current=True)

    shown = render(FINDER, asked="", beside=beside)

    link = shown.find(".//a")
    assert (link.text_content(), link.get("href")) == ("Note a call", "/note")
    assert link.get("aria-current") == "page"
