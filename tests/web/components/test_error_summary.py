"""What is to be put right, with links."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


SUMMARY = (
    '{% from "components/error_summary.html" import error_summary %}{{ error_summary(items) }}'
)


def test_each_sentence_leads_to_its_input(render: Render) -> None:
    items = [Thing(text="Enter the name", href="#name"), Thing(text="Wait a day", href="")]

    shown = render(SUMMARY, items=items)

    assert [(a.get("href"), a.text) for a in shown.iter("a")] == [("#name", "Enter the name")]
    assert [words(item) for item in shown.iter("li")] == ["Enter the name", "Wait a day"]
    assert shown.find(".//div[@role='alert']") is not None


def test_nothing_wrong_shows_nothing(render: Render) -> None:
    assert words(render(SUMMARY, items=[])) == ""
