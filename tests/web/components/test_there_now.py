"""What somebody else wrote meanwhile, to compare with."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/there_now.html" import there_now %}<div>{{ there_now(rows) }}</div>'


def test_each_thing_that_was_written_stands_beside_its_question(render: Render) -> None:
    shown = render(USE, rows=[{"key": "Its title", "value": "Their <b>title</b>"}])

    assert [one.text_content() for one in shown.iter("h2")] == ["What is there now"]
    assert [one.text_content().strip() for one in shown.iter("dd")] == ["Their <b>title</b>"]


def test_without_anything_new_there_is_nothing(render: Render) -> None:
    assert render(USE, rows=[]).text_content().strip() == ""
