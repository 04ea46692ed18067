"""A search and a few lists that narrow a longer one."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


BAR = """{% from "components/filter_bar.html" import filter_bar %}
{{ filter_bar("/journeys", search, selects, clear="/journeys") }}"""


def test_it_asks_by_get_and_keeps_what_was_asked(render: Render) -> None:
    choices = [Thing(value="", words="Any"), Thing(value=2, words="Nursery")]

    shown = render(
        BAR,
        search=Thing(name="q", label="Find", value="Abb"),
        selects=[Thing(name="kind", label="Kind", value="2", choices=choices)],
    )

    assert shown.find("form").get("method") == "get"
    assert shown.find(".//input").get("value") == "Abb"
    assert [words(o) for o in shown.findall(".//option[@selected]")] == ["Nursery"]
    assert [la.get("for") for la in shown.iter("label")] == ["filter-q", "filter-kind"]
    assert shown.find(".//a").get("href") == "/journeys"


def test_without_a_choice_the_first_stands_there(render: Render) -> None:
    choices = [Thing(value="", words="Any"), Thing(value=2, words="Nursery")]
    asked = Thing(name="kind", label="Kind", value=None, choices=choices)

    shown = render(BAR, search=Thing(name="q", label="Find", value=None), selects=[asked])

    assert [words(o) for o in shown.findall(".//option[@selected]")] == ["Any"]
