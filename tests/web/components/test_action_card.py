"""One action of a plan: what is late is told with a sign, and one button ticks it off."""

from collections.abc import Callable
from datetime import UTC, datetime
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
        "changed": "",
        "href": "/plan/7",
        "tick_at": "/plan/7/done",
        "change_at": "/plan/7/change",
        "remove_at": "",
        "invite_at": "",
        "is_asked": False,
        "told": (),
        "notes": (),
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


def test_a_lead_without_an_account_is_invited_from_the_row(render: Render) -> None:
    shown = render(USE, row=row(invite_at="/people/invite?name=Amara"))

    invite = shown.xpath(".//a[@href='/people/invite?name=Amara']")[0]
    assert words(invite) == "Invite Amara Holt to lead Make a worry box"
    assert "asked to join" not in words(shown)
    assert "(asked to join, not here yet)" in words(render(USE, row=row(is_asked=True)))


def test_in_a_room_without_its_page_the_row_tells_all(render: Render) -> None:
    note = Thing(at=datetime(2026, 3, 6, 9, tzinfo=UTC), words="Boxes are up.", by_name="Amara")
    told = [("How we will know", "We count")]

    shown = render(USE, row=row(href="", tick_at="", change_at="", told=told, notes=[note]))

    assert shown.find(".//h3/a") is None
    assert "1 note, and what it says" in words(shown)
    assert "6 March 2026, Amara: Boxes are up." in words(shown)
    assert "How we will know" in words(shown)
    assert "What it says" in words(render(USE, row=row(href="", told=told)))
