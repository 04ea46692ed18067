"""Friendly questions about a plan, with a way on where there is one."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/thoughts.html" import thoughts %}{{ thoughts(asked, link) }}'


def test_each_question_is_a_line(render: Render) -> None:
    shown = render(USE, asked=["Who else could help?", "What is better since?"], link=None)

    assert [one.text_content() for one in shown.iter("li")] == [
        "Who else could help?",
        "What is better since?",
    ]
    assert shown.find(".//a") is None


def test_it_may_lead_on(render: Render) -> None:
    shown = render(USE, asked=["One?"], link={"words": "See small steps", "href": "/plan/begin"})

    assert shown.find(".//a").get("href") == "/plan/begin"
