"""History: a leaf for a move, a ring for the rest."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


LINES = '{% from "components/timeline.html" import timeline %}{{ timeline(lines) }}'


def test_a_move_has_a_leaf_and_the_rest_a_ring(render: Render) -> None:
    lines = [
        Thing(when="Monday", what="Plan agreed", text="By the adviser.", is_move=True),
        Thing(when="Friday", what="Call", who="The adviser", is_move=False, exact="6 March 2026"),
    ]

    shown = render(LINES, lines=lines)

    assert [svg.get("class") for svg in shown.iter("svg")] == ["icon icon--leaf", "icon"]
    assert [words(item) for item in shown.iter("li")] == [
        "Monday Plan agreed By the adviser.",
        "Friday Call The adviser",
    ]
    assert [when.get("title") for when in shown.findall(".//li/span[1]")] == [None, "6 March 2026"]


def test_a_long_text_begins_on_the_line_and_the_rest_opens_below(render: Render) -> None:
    short, long = ["\n".join(f"1.{n}: met" for n in range(1, last + 1)) for last in (6, 7)]
    lines = [Thing(when="Monday", what="Said", text=text) for text in (short, long)]

    shown = list(render(LINES, lines=lines).iter("li"))

    assert shown[0].findall(".//details") == []
    assert words(shown[1].find(".//summary")) == "And 3 more of said, Monday"
    assert words(shown[1].find(".//details/p")) == "1.5: met 1.6: met 1.7: met"
