"""Days ahead, soonest first."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def test_a_day_has_its_tile_its_words_and_a_link(render: Render) -> None:
    visit = Thing(weekday="Thu", day=12, month="Mar", words="Visit", href="/x.ics", link="Calendar")

    shown = render(
        '{% from "components/coming_up.html" import coming_up %}{{ coming_up(items) }}',
        items=[visit],
    )

    assert shown.findtext(".//strong") == "Visit"
    assert [(a.get("href"), a.text) for a in shown.iter("a")] == [("/x.ics", "Calendar")]
    assert [b.text for b in shown.iter("b")] == ["12"]
