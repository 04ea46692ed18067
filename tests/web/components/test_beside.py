"""The way to what stands before and after."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/beside.html" import beside %}{{ beside(before, after) }}'


def test_only_what_is_there_is_linked(render: Render) -> None:
    shown = render(USE, before=None, after=Thing(words="1.2 Everywhere", href="/1.2"))

    assert " ".join(shown.text_content().split()) == "Next 1.2 Everywhere"
    assert [one.get("href") for one in shown.iter("a")] == ["/1.2"]
