"""One panel member's view, and what a meeting decided."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace as Thing

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


def test_a_meeting_says_what_it_decided_and_who_was_there(render: Render) -> None:
    use = '{% from "components/vote.html" import met %}{{ met(meeting) }}'
    meeting = Thing(
        held_on=date(2026, 3, 25), outcome="Award", reasons="We all agree.",
        present="Grace Obi and Ruth Kay", others="Colm Brady",
    )  # fmt: skip

    shown = [words(one) for one in render(use, meeting=meeting).iter("p")]

    assert shown == [
        "A meeting on 25 March 2026 decided: Award. We all agree.",
        "There: Grace Obi and Ruth Kay. Also: Colm Brady.",
    ]
