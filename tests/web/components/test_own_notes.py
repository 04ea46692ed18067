"""One's own notes, to copy from."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
SHOWN = '{% from "components/own_notes.html" import own_notes %}{{ own_notes(notes) }}'


def test_each_note_stands_with_where_it_was_made(render: Render) -> None:
    shown = render(SHOWN, notes=[("Children", ["1.3"], "“Any grown-up.”")])

    assert " ".join(shown.text_content().split()) == "Children, 1.3“Any grown-up.”"


def test_without_a_note_it_says_where_they_come_from(render: Render) -> None:
    assert "No note yet" in render(SHOWN, notes=[]).text_content()
