"""The next visit, lifted."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
VISIT = {
    "weekday": "Wed", "day": 25, "month": "Nov", "near": "Your next visit, in 3 days",
    "title": "Willow Lane, Wednesday 25 November at 9am", "what": "Assessment visit.",
    "where": "The main office", "ask": "Amara Holt", "button": "Prepare", "href": "/prepare",
    "others": [{"words": "Look at the visit", "href": "/visit"}],
}  # fmt: skip


def test_it_says_who_when_where_and_what_to_do(render: Render) -> None:
    shown = render(
        '{% from "components/visit_card.html" import visit_card %}{{ visit_card(visit) }}',
        visit=VISIT,
    )

    words = " ".join(shown.text_content().split())
    for said in ("Your next visit, in 3 days", "Where: The main office", "Ask for: Amara Holt"):
        assert said in words
    assert [one.get("href") for one in shown.findall(".//a")] == ["/prepare", "/visit"]
