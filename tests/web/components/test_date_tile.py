"""A day on a small tile."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/date_tile.html" import date_tile, essential %}'


def test_a_day_stands_between_weekday_and_month(render: Render) -> None:
    shown = render(USE + "{{ date_tile('Thu', 12, 'Mar') }}")

    assert [words(part) for part in shown.find("span")] == ["Thu", "12", "Mar"]


def test_essential_is_a_word_and_not_a_colour(render: Render) -> None:
    assert words(render(USE + "{{ essential() }}")) == "Essential"
