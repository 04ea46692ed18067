"""A plain map of dots."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.domain.dot_maps import Area, Spot, draw_map

Render = Callable[..., HtmlElement]
MAP = '{% from "components/dot_map.html" import dot_map %}{{ dot_map(drawn, "Map of 3") }}'


def test_the_drawing_is_told_in_words_and_each_dot_names_its_places(render: Render) -> None:
    spots = [Spot("A", 458_000, 304_000), Spot("B", 458_001, 304_000), Spot("C", 462_000, 306_000)]

    shown = render(MAP, drawn=draw_map(spots, [Area("Abbey", 460_000, 305_000)]))

    drawing = shown.find(".//svg")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Map of 3")
    assert [one.text for one in drawing.iter("title")] == ["A, B", "C"]
    texts = [one.text for one in drawing.iter("text")]
    assert texts == ["Abbey", "2", "1 km", "N"]


def test_an_award_in_doubt_has_another_shape_and_words_in_the_key(render: Render) -> None:
    spots = [Spot("A", 458_000, 304_000), Spot("B", 462_000, 306_000, "not currently confirmed")]

    shown = render(MAP, drawn=draw_map(spots))

    assert [one.text for one in shown.iter("title")] == ["A", "B (not currently confirmed)"]
    assert (len(list(shown.iter("circle"))), len(shown.find_class("dot-map__doubt"))) == (1, 1)
    assert "An open diamond" in shown.find(".//figcaption").text_content()
