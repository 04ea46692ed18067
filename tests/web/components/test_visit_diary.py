"""A diary by day, by week or as a list."""

from collections.abc import Callable
from types import SimpleNamespace

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
DAY = {
    "weekday": "Mon", "day": 2, "month": "Mar", "is_today": False,
    "items": [
        {"words": "9am to 10am", "href": "/v", "link": "Willow Lane", "trouble": "Twice"}
    ],
}  # fmt: skip


def way(words: str) -> SimpleNamespace:
    return SimpleNamespace(words=words, href=f"/{words}", current=False)


def test_the_days_have_ways_to_others_and_a_sign_at_a_clash(render: Render) -> None:
    shown = render(
        """{% from "components/visit_diary.html" import diary_loads, visit_diary %}
        <div>{{ visit_diary([way("Day")], "2 March", way("Earlier"), way("Later"), way("Today"),
        true, [day], true) }}{{ diary_loads([("Colm Brady", "1 visit")]) }}</div>""",
        way=way,
        day=DAY,
    )

    ways = [one.text for one in shown.findall(".//ul[@class='visit-diary__ways']/li/a")]
    said = " ".join(shown.itertext())
    assert ways == ["Earlier", "Later"]
    assert "Twice" in said
    assert "more visits than fit here" in said
    assert "Colm Brady" in said
