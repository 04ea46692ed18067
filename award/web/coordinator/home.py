"""Today: what needs the coordinator, what stalls, and what is near."""

from datetime import datetime

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.domain.visits import VisitKind, visit_row
from award.queries.today import Ask, Near, list_stalling, list_today
from award.storage.days import LONDON, day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.wording import DEEDS, ago, is_late, link_of
from award.web.kit.access import actor, needs
from award.web.kit.filters import clock_time, day_short, number_word, plural
from award.web.kit.pages import render, room_nav

NOON, EVENING = 12, 18

room_nav(
    "coordinator",
    ("Today", "coordinator.home"),
    ("Journeys", "coordinator.journeys"),
    ("Settings", "coordinator.settings"),
    ("People", "coordinator.people"),
    ("Rounds", "coordinator.rounds"),
    ("Scheme", "coordinator.scheme"),
)


@bp.get("")
@needs(May.ACCEPT)
def home() -> ResponseReturnValue:
    """What needs me, what stalls, what is near."""
    now, who, session = clock.now(), actor(), db.session()
    today = list_today(session, who, at=now, today=day_of(now))
    rows = [_row(one, now) for one in today.asks]
    stalling = [_quiet(one, now) for one in list_stalling(session, who, at=now)]
    visits = [_visit(one) for one in today.near if one.at is not None]
    ending = [_ending(one) for one in today.near if one.on is not None]
    return render(
        "coordinator/home.html",
        heading=_greeting(now, len(rows)),
        why=f"{now:%A} {day_of(now).day} {now:%B}",
        lead=_lead(len(stalling), len(ending)),
        rows=rows,
        stalling=stalling,
        visits=visits,
        ending=ending,
    )


def _greeting(now: datetime, count: int) -> str:
    hour = now.astimezone(LONDON).hour
    part = "morning" if hour < NOON else ("afternoon" if hour < EVENING else "evening")
    if not count:
        return f"Good {part}. Nothing waits for you."
    words = number_word(count).capitalize()
    return f"Good {part}. {words} {'thing needs' if count == 1 else 'things need'} you."


def _lead(stalling: int, ending: int) -> str:
    said = []
    if stalling:
        what = "journey is" if stalling == 1 else "journeys are"
        said.append(f"{number_word(stalling).capitalize()} {what} stalling.")
    if ending:
        what = "award runs" if ending == 1 else "awards run"
        said.append(f"{number_word(ending).capitalize()} {what} out soon.")
    return " ".join(said)


def _row(one: Ask, now: datetime) -> dict[str, str]:
    deed = DEEDS[one.what]
    return {
        "who": one.place,
        "what": deed.what,
        "since": ago(one.since, now),
        "tone": "attention" if is_late(one.since, now) else "",
        "button": deed.button,
        "href": link_of(deed, one.journey_id, one.number, one.place_id),
    }


def _quiet(journey: Journey, now: datetime) -> dict[str, str]:
    left = journey.blockers_left
    return {
        "who": journey.setting.name,
        "href": url_for("coordinator.journey", journey_id=journey.id),
        "quiet": f"Quiet for {ago(journey.last_setting_act_at, now)}",
        "left": f"{plural(left, 'thing')} still needed." if left else "Nothing else is missing.",
        "note": url_for("coordinator.note", journey_id=journey.id),
    }


def _visit(one: Near) -> dict[str, str]:
    there = one.at.astimezone(LONDON) if one.at else None
    return {
        "weekday": f"{there:%a}" if there else "",
        "day": str(there.day) if there else "",
        "month": f"{there:%b}" if there else "",
        "words": f"{clock_time(one.at)}, {visit_row(VisitKind(one.what)).name.lower()}"
        if one.at
        else "",
        "href": url_for("coordinator.visits", journey_id=one.journey_id),
        "link": one.place,
    }


def _ending(one: Near) -> dict[str, str]:
    return {
        "words": one.place,
        "href": url_for("coordinator.setting", place_id=one.place_id),
        "more": f"Until {day_short(one.on)}",
    }
