"""What still comes first, in numbered sentences."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


BLOCKERS = '{% from "components/blockers.html" import blockers %}{{ blockers(list) }}'


def test_plain_sentences_become_a_numbered_list(render: Render) -> None:
    shown = render(BLOCKERS, list=["Record a visit", "Ask the head"])

    assert [words(item) for item in shown.findall("ol/li")] == ["Record a visit", "Ask the head"]


def test_an_object_may_bring_a_link_and_more_words(render: Render) -> None:
    shown = render(BLOCKERS, list=[Thing(words="No assessor", more="Two are free", href="/assign")])

    assert shown.find(".//a").get("href") == "/assign"
    assert words(shown) == "No assessor Two are free"
