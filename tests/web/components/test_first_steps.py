"""Three things to begin with."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = (
    '{% from "components/first_steps.html" import first_steps %}{{ first_steps(steps, "/leave") }}'
)


def test_each_thing_has_its_link_and_one_button_leaves_them(render: Render) -> None:
    steps = [Thing(words="Read", href="/criteria", text="Ten minutes.")]

    shown = render(USE, steps=steps)

    assert [one.get("href") for one in shown.iter("a")] == ["/criteria"]
    assert [one.get("action") for one in shown.iter("form")] == ["/leave"]
    assert len(shown.findall(".//button")) == 1
