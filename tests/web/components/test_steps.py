"""A way in numbered steps."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_each_step_has_a_title_and_may_lead_somewhere(render: Render) -> None:
    shown = render(
        """{% from "components/steps.html" import steps %}
        {{ steps([{"title": "Read", "text": "First."},
        {"title": "Vote", "text": "Then.", "words": "Papers", "href": "/p"}]) }}"""
    )

    assert [one.text_content() for one in shown.findall(".//h2")] == ["Read", "Vote"]
    assert [one.get("href") for one in shown.findall(".//a")] == ["/p"]
