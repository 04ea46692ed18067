"""What comes next, in its order."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_each_step_says_who_and_what(render: Render) -> None:
    steps = [Thing(who="You", what="send it."), Thing(who="The panel", what="decides.")]

    shown = render('{% from "components/ahead.html" import ahead %}{{ ahead(steps) }}', steps=steps)

    lines = [" ".join(one.text_content().split()) for one in shown.iter("li")]
    assert lines == ["You send it.", "The panel decides."]
