"""What somebody said to you."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_it_names_who_spoke_and_escapes_their_words(render: Render) -> None:
    shown = render(
        """{% from "components/panel_said.html" import panel_said %}
        {{ panel_said("From the coordinator", "<b>Well</b> done", when="Friday", links=links) }}""",
        links=[Thing(words="Reply", href="/reply")],
    )

    assert words(shown) == "From the coordinator <b>Well</b> done Friday Reply"
    assert shown.find(".//a").get("href") == "/reply"


def test_without_words_no_line_stands_between_who_and_when(render: Render) -> None:
    shown = render(
        """{% from "components/panel_said.html" import panel_said %}
        {{ panel_said("The assessor: Met", "", "Tuesday 3 November") }}"""
    )

    assert [one.text for one in shown.iter("p")] == ["Tuesday 3 November"]
