"""The programme of a visit: times where they are known, and what each talk is about."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

USE = '{% from "components/programme.html" import programme %}{{ programme(parts) }}'
TALK = Thing(title="A walk round", minutes=30, with_whom="With children as guides.")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_part_has_its_time_and_its_themes(render: Callable[..., HtmlElement]) -> None:
    timed = Thing(starts="2pm", about=["Safer times", "Displays"], talk=TALK)
    bare = Thing(starts="", about=[], talk=TALK)

    shown = render(USE, parts=[timed, bare])

    first, second = (words(one) for one in shown.iter("li"))
    assert first == (
        "2pm 30 minutes A walk round With children as guides. About: Safer times; Displays."
    )
    assert second == "30 minutes A walk round With children as guides."
