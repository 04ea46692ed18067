"""Today: what needs the coordinator, who stalls, and what the week brings."""

from datetime import datetime
from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.covers import CoverShown
from award.queries.stalling import list_stalling
from award.queries.today import MOST, list_today
from award.storage.days import LONDON, day_of
from award.storage.db import db
from award.web.coordinator.beginning import steps_to_begin
from award.web.coordinator.blueprint import bp
from award.web.coordinator.today_rows import (
    MOST_STALLING,
    aside_row,
    day_words,
    ending_of,
    quiet_row,
    row_of,
    week_of,
)
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, number_word
from award.web.kit.pages import Link, render, room_finder, room_nav
from award.web.kit.paging import asked_page, pages_of

NOON, EVENING = 12, 18
MOST_ROWS: Final = 10
MOST_BESIDE: Final = 6
A_PAGE: Final = 25

room_nav(
    "coordinator",
    ("Today", "coordinator.home"),
    ("Diary", "coordinator.diary"),
    ("Journeys", "coordinator.journeys"),
    ("Settings", "coordinator.settings"),
    ("People", "coordinator.people"),
    ("Rounds", "coordinator.rounds"),
    ("Scheme", "coordinator.scheme"),
    under={
        "coordinator.home": ("waiting", "put-aside"),
        "coordinator.diary": ("claims",),
        "coordinator.journeys": ("cohorts", "reports", "agreement"),
        "coordinator.people": ("covers",),
        "coordinator.rounds": ("terms",),
        "coordinator.settings": ("awards", "enquiries", "groups"),
        "coordinator.scheme": (
            "certificate",
            "file-limits",
            "framework",
            "guidance",
            "kinds",
            "letter-texts",
            "look",
            "numbers",
            "public-register",
            "routes",
            "signatories",
            "visit-words",
        ),
    },
)
room_finder(
    "coordinator",
    words="Find a setting or a journey",
    hint="Find a setting",
    endpoint="coordinator.find",
    beside=("Note a call", "coordinator.note_choose"),
)


@bp.get("")
@needs(May.ACCEPT)
def home() -> ResponseReturnValue:
    """What needs me, who stalls, what the week brings."""
    now, who, session = clock.now(), actor(), db.session()
    found = list_today(session, who, at=now, today=day_of(now))
    rows = [row_of(one, now) for one in found.asks]
    stalling = [quiet_row(one, now) for one in list_stalling(session, who, at=now)]
    ending = ending_of(found.near)
    return render(
        "coordinator/home.html",
        heading=_greeting(now, len(rows)),
        why=day_words(now),
        leads=[
            *map(_cover_lead, found.covers),
            *_leads(len(rows), len(stalling), len(ending)),
        ],
        card=_card(rows, stalling),
        rows=rows[1:MOST_ROWS],
        aside=[aside_row(*one) for one in found.aside],
        further=max(0, len(rows) - MOST_ROWS),
        stalling=stalling[:MOST_STALLING],
        more_stalling=len(stalling) > MOST_STALLING,
        week=week_of(found.near, day_of(now)),
        ending=ending[:MOST_BESIDE],
        also_ending=ending[MOST_BESIDE:],
        steps=steps_to_begin(found.begun, at=now),
    )


@bp.get("/waiting")
@needs(May.ACCEPT)
def waiting() -> ResponseReturnValue:
    """Everything that waits, the longest wait first, a page at a time."""
    now = clock.now()
    asks = list_today(db.session(), actor(), at=now, today=day_of(now)).asks
    pages = pages_of(
        len(asks),
        size=A_PAGE,
        page=asked_page(),
        address=lambda one: url_for("coordinator.waiting", page=one),
    )
    shown = asks[max(pages.first - 1, 0) : pages.last]
    return render(
        "coordinator/waiting.html",
        rows=[row_of(one, now) for one in shown],
        count=_need_you(len(asks)),
        pages=pages,
        is_cut=len(asks) >= MOST,
        back=Link("Today", url_for("coordinator.home")),
    )


def _card(rows: list[dict[str, Any]], stalling: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The lifted card: the longest wait; else the quietest setting not written to; else none."""
    if rows:
        top = rows[0]
        why = _why_first(str(top["since"]), alone=len(rows) == 1)
        return {**top, "why": why, "text": top["more"]}
    quiet = next((one for one in stalling if not one["written"]), None)
    if quiet is None:
        return None
    return {
        "why": quiet["quiet"],
        "title": f"Write to {quiet['who']}",
        "text": f"{quiet['why']} {quiet['step']}.",
        "button": "Draft a letter",
        "href": quiet["draft"],
        "others": quiet["others"],
    }


def _why_first(since: str, *, alone: bool) -> str:
    """Why this is the card: it has waited longest, or it is all there is."""
    if since == "today":
        return "New today"
    return f"Waiting for {since}" if alone else f"Longest wait: {since}"


def _greeting(now: datetime, count: int) -> str:
    """The day's one sentence; where a great deal waits, a calm one in place of a large number."""
    hour = now.astimezone(LONDON).hour
    part = "morning" if hour < NOON else ("afternoon" if hour < EVENING else "evening")
    if not count:
        return f"Good {part}. Nothing waits for you."
    if count > MOST_ROWS:
        return f"Good {part}. One thing at a time."
    return f"Good {part}. {_need_you(count)}."


def _need_you(count: int) -> str:
    if count >= MOST:
        return "A hundred things or more need you"
    words = number_word(count).capitalize()
    return f"{words} {'thing needs' if count == 1 else 'things need'} you"


def _cover_lead(one: CoverShown) -> Link:
    """That somebody stands in today, said to the one who is away and to the one who does."""
    until = day_short(one.until_on)
    if one.is_away:
        words = f"{one.other} stands in for you until {until}: letters go to them."
    else:
        words = f"You stand in for {one.other} until {until}: their letters come to you."
    return Link(words, url_for("coordinator.covers"))


def _leads(waiting: int, stalling: int, ending: int) -> list[Link]:
    """What else the day holds, each sentence a way to it."""
    said = []
    if waiting > MOST_ROWS:
        words = f"{_need_you(waiting)}: see them all."
        said.append(Link(words, url_for("coordinator.waiting")))
    if stalling:
        what = "journey is" if stalling == 1 else "journeys are"
        said.append(Link(f"{number_word(stalling).capitalize()} {what} stalling.", "#stalling"))
    if ending:
        what = "award runs" if ending == 1 else "awards run"
        said.append(Link(f"{number_word(ending).capitalize()} {what} out soon.", "#ending"))
    return said
