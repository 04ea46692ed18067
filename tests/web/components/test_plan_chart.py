"""A plan as a drawing: told in words to those who do not see it, each mark in its look."""

from collections.abc import Callable

from lxml.html import HtmlElement

from award.web.kit.plan_chart import Chart, Lane, Mark, Tick
from award.web.kit.plan_shown import LOOKS

Render = Callable[..., HtmlElement]
USE = (
    '{% from "components/plan_chart.html" import plan_chart %}'
    '{{ plan_chart(charts, looks, "Five actions, one late.") }}'
)
MARKS = tuple(Mark(20.0 * n, 40.0, look) for n, look in enumerate(("todo", "late", "done"), 1))
LANE = Lane("Safe", 30, 80, (*MARKS, Mark(90, 40, "stopped"), Mark(120, 40, "more", 12)))


def chart(**changed: object) -> Chart:
    known = {
        "width": 340,
        "height": 120,
        "today_x": 4.0,
        "lanes": (LANE,),
        "ticks": (Tick(14, "Sep 2026"),),
        "bands": ((14.0, 90.0),),
        "beyond": 0,
    }
    return Chart(**known | changed)  # type: ignore[arg-type] # each known by its name above


def test_it_is_a_picture_with_words(render: Render) -> None:
    shown = render(USE, charts=[("narrow", chart())], looks=LOOKS)

    drawing = shown.find(".//svg")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Five actions, one late.")
    words = " ".join(shown.text_content().split())
    assert "Safe Today +12 Sep 2026" in words
    assert "To doLateDoneStopped Term time" in words


def test_each_action_is_drawn_in_the_look_of_its_state(render: Render) -> None:
    drawing = render(USE, charts=[("narrow", chart())], looks=LOOKS).find(".//svg")

    looks = [one.get("class").split()[-1] for one in drawing.xpath(".//*[contains(@class,'mark')]")]
    assert looks == [f"plan-chart__mark--{name}" for name in ("todo", "late", "done", "stopped")]


def test_what_lies_too_far_away_is_told_and_terms_only_where_they_are_known(
    render: Render,
) -> None:
    shown = render(USE, charts=[("wide", chart(beyond=2, bands=()))], looks=LOOKS)

    words = " ".join(shown.text_content().split())
    assert "2 actions too far away to draw" in words
    assert "Term time" not in words
