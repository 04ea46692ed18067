"""Two short fields side by side."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_both_stand_inside(render: Render) -> None:
    shown = render(
        """{% from "components/pair.html" import pair %}
        {% call pair() %}<i>day</i><i>time</i>{% endcall %}"""
    )

    assert [one.text for one in shown.find(".//div[@class='pair']").findall("i")] == ["day", "time"]
