"""A few things to begin with."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = (
    '{% from "components/first_steps.html" import first_steps %}<div>{{ first_steps(first) }}</div>'
)


def test_each_thing_has_its_link_and_one_button_leaves_them(render: Render) -> None:
    steps = [
        Thing(words="Read", href="/criteria", text="Ten minutes."),
        Thing(words="Know", href="", text="Only words."),
        Thing(words="Add", href="/add", text="It is there.", is_done=True),
    ]

    shown = render(USE, first=Thing(steps=steps, leave_at="/leave"))

    assert [one.get("href") for one in shown.iter("a")] == ["/criteria"]
    assert [one.get("action") for one in shown.iter("form")] == ["/leave"]
    assert len(shown.findall(".//button")) == 1
    assert "Done" in shown.findall(".//li")[2].text_content()


def test_who_knows_their_way_is_shown_nothing(render: Render) -> None:
    assert render(USE, first=None).text_content().strip() == ""
