"""One action of a plan: what is late is told with a sign, and one button ticks it off."""

from collections.abc import Callable
from types import SimpleNamespace as Thing
from typing import Any

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/action_card.html" import action_card %}<ul>{{ action_card(row) }}</ul>'


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def row(**changed: Any) -> Thing:
    known = {
        "action": Thing(what="Make a worry box", lead_name="Amara Holt", version=2),
        "tone": "others",
        "state": "Not started",
        "due": "Late since 6 March 2026, 3 days ago",
        "is_late": True,
        "is_soon": False,
        "codes": "1.4 and 2.1",
        "note": "",
        "is_changed": False,
        "href": "/plan/7",
        "tick_at": "/plan/7/done",
        "change_at": "/plan/7/change",
        "remove_at": "",
    }
    return Thing(**known | changed)


def test_it_says_what_who_for_what_and_by_when(render: Render) -> None:
    shown = render(USE, row=row())

    assert "Make a worry box Amara Holt leads it, for 1.4 and 2.1 Late since" in words(shown)
    assert shown.find(".//a").get("href") == "/plan/7"
    assert "action__due--near" in shown.find(".//p[2]").get("class")


def test_one_button_ticks_off_the_action_as_it_was_shown(render: Render) -> None:
    form = render(USE, row=row()).find(".//form")

    sent = {one.get("name"): one.get("value") for one in form.iter("input")}
    assert (form.get("action"), sent["version"]) == ("/plan/7/done", "2")


def test_who_only_reads_has_nothing_to_press(render: Render) -> None:
    shown = render(USE, row=row(tick_at="", change_at="", due="", note="All know it now."))

    assert shown.find(".//form") is None
    assert "All know it now." in words(shown)
