"""One panel member's view."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_it_names_who_when_and_what(render: Render) -> None:
    shown = render(
        """{% from "components/vote.html" import vote %}
        {% call vote("Panel member", "done", "Award", words="Clear.", when="Friday") %}<i>change</i>
        {% endcall %}"""
    )

    assert words(shown.find(".//div[@class='vote__who']")) == "Panel memberFriday"
    assert words(shown.find(".//strong")) == "Award"
    assert words(shown.find(".//p")) == "Clear."
    assert words(shown.find(".//i")) == "change"


def test_neither_its_day_nor_its_time_is_broken_between_two_lines(render: Render) -> None:
    shown = render(
        """{% from "components/vote.html" import vote %}
        {{ vote("Panel member", "done", "Award", when="Wednesday 25 March, 2:05pm") }}"""
    )

    parts = [words(one) for one in shown.findall(".//span[@class='whole']")]
    assert parts == ["Wednesday 25 March,", "2:05pm"]
    assert words(shown.find(".//span[@class='vote__when']")) == "Wednesday 25 March, 2:05pm"
