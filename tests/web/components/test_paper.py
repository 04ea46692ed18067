"""What papers are made of: lines to write on where nothing is filled in, boxes to tick."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/paper.html" import answer, box %}'


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_blank_answer_has_lines_and_a_given_one_its_words(render: Render) -> None:
    shown = render(USE + "{{ answer('Why?', 'For them.', b, 3) }}", b=False)
    blank = render(USE + "{{ answer('Why?', 'For them.', b, 3) }}", b=True)
    empty = render(USE + "{{ answer('Why?', '', b) }}", b=False)

    assert words(shown) == "Why?For them."
    assert (words(blank), len(list(blank.iter("span")))) == ("Why?", 3)
    assert words(empty) == "Why?Not filled in"


def test_a_box_that_is_chosen_says_so_aloud(render: Render) -> None:
    shown = render(USE + "{{ box('Met', true, 'All know it.') }}{{ box('Not yet', false) }}")

    assert words(shown) == "✓Met (chosen) All know it. Not yet"
