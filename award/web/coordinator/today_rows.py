"""The rows of the coordinator's day: what waits, who stalls, what the week brings."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from flask import url_for

from award.domain.putting_aside import why_never_aside
from award.domain.visits import VisitKind, visit_row
from award.queries.stalling import Stalled
from award.queries.today import Ask
from award.queries.week import AWARD, Near
from award.storage.days import calendar_of, day_of
from award.web.coordinator.deeds import DEEDS, link_of
from award.web.coordinator.wording import near_day
from award.web.kit.filters import DAYS, MONTHS, clock_time, day_short, plural
from award.web.kit.pages import Link
from award.web.kit.waited import since_words, waited

HOME: Final = "today"
MOST_STALLING: Final = 5
BY_HAND: Final = "You wrote to them on {}."
BY_ITSELF: Final = "A reminder went to them by itself on {}."
ROUND_WORDS: Final = {
    "ready_by_on": "Settings are ready by today",
    "papers_on": "Papers go to the panel",
    "panel_on": "The panel meets",
    "notify_by_on": "Settings hear by today",
}


# What waits where nothing is under way that could be paused, or where a pause is what waits.
UNPAUSED = frozenset(
    {
        "pause", "condition", "condition_late", "condition_late_tied", "appeal_lodged",
        "appeal_upheld",
    }
)  # fmt: skip


def row_of(one: Ask, now: datetime) -> dict[str, Any]:
    """One thing that waits, with what else can be done about its setting at once."""
    deed, wait = DEEDS[one.what], waited(one.calendar, one.since, now)
    not_now = Link("Not now", url_for("coordinator.put_aside", thing=one.thing))
    return {
        "who": one.place,
        "who_href": place_address(one.journey_id, one.place_id),
        "what": deed.what,
        "since": wait.words,
        "since_day": since_words(one.since, now) if wait.words[0].isdigit() else "",
        "tone": "attention" if wait.is_long else "",
        "button": deed.button,
        "href": link_of(deed, one.journey_id, one.number, one.place_id),
        "title": deed.card.format(one.place),
        "more": deed.more,
        "others": [
            *quick_links(one.journey_id, one.place_id, pause=one.what not in UNPAUSED),
            *([] if why_never_aside(day_of(now), one.deadlines) else [not_now]),
        ],
    }


def place_address(journey_id: int | None, place_id: int | None) -> str:
    """Where the name of a setting leads: to its journey, else to the setting; else nowhere."""
    if journey_id is not None:
        return url_for("coordinator.journey", journey_id=journey_id)
    return url_for("coordinator.setting", place_id=place_id) if place_id is not None else ""


def aside_row(one: Ask, until_on: date) -> dict[str, str]:
    """One thing that was left for another day, and how it is brought back."""
    return {
        "who": one.place,
        "what": DEEDS[one.what].what,
        "until": f"Back on {near_day(until_on)}",
        "back": url_for("coordinator.put_aside_back", thing=one.thing),
    }


def quick_links(
    journey_id: int | None, place_id: int | None, *, came: str = HOME, pause: bool = True
) -> list[Link]:
    """To note a contact with a setting, and to pause its journey, one tap away."""
    if journey_id is not None:
        found = [Link("Note a call", url_for("coordinator.note", journey_id=journey_id, came=came))]
        here = url_for("coordinator.pause", journey_id=journey_id, came=came)
        return [*found, Link("Pause", here)] if pause else found
    if place_id is None:
        return []
    return [Link("Note a call", url_for("coordinator.setting_note", place_id=place_id, came=came))]


def quiet_row(one: Stalled, now: datetime) -> dict[str, Any]:
    """One setting that is quiet: how long, why, and what would help."""
    journey, calendar = one.journey, calendar_of(one.journey.setting)
    heard_at = journey.last_setting_act_at
    quiet, since = waited(calendar, heard_at, now), since_words(heard_at, now)
    return {
        "who": journey.setting.name,
        "href": url_for("coordinator.journey", journey_id=journey.id),
        "quiet": f"Quiet for {quiet.words}, {since}"
        if quiet.words[0].isdigit()
        else f"Quiet {since}",
        "why": one.nudge.why,
        "step": one.nudge.step,
        "written": " ".join(told_since(one)),
        "draft": url_for("coordinator.nudge", journey_id=journey.id, came=HOME),
        "others": quick_links(journey.id, None),
    }


def told_since(one: Stalled) -> list[str]:
    """What a quiet setting was written since it was last heard of, the earlier first."""
    told = [
        (moment, words.format(day_short(moment)))
        for moment, words in ((one.written_at, BY_HAND), (one.reminded_at, BY_ITSELF))
        if moment
    ]
    return [words for _, words in sorted(told)]


def week_of(near: Sequence[Near], today: date) -> list[dict[str, Any]]:
    """The days of this week that bring something, and today in any case."""
    found = {
        on: [_item(one) for one in those]
        for on, those in groupby((one for one in near if one.what != AWARD), lambda one: one.day)
    }
    days = sorted({today, *found})
    return [
        {
            "weekday": "Today" if on == today else DAYS[on.weekday()][:3],
            "day": str(on.day),
            "month": MONTHS[on.month - 1],
            "is_today": on == today,
            "items": found.get(on, []),
        }
        for on in days
        if on <= today + timedelta(days=7)
    ]


def _item(one: Near) -> dict[str, str]:
    if one.at is not None:
        kind = visit_row(VisitKind(one.what)).name.lower()
        href = url_for("coordinator.visits", journey_id=one.journey_id)
        return {"words": f"{clock_time(one.at)}, {kind}", "link": one.place, "href": href}
    aimed = plural(one.number or 0, "journey aims", "journeys aim")
    return {
        "words": ROUND_WORDS[one.what],
        "more": f"{aimed} at it",
        "link": one.place,
        "href": url_for("coordinator.rounds"),
    }


def ending_of(near: Sequence[Near]) -> list[dict[str, str]]:
    """The awards that run out, each with what became of its renewal."""
    return [
        {
            "words": one.place,
            "href": url_for("coordinator.setting", place_id=one.place_id),
            "more": f"{day_short(one.on)}, "
            + ("a renewal is under way" if one.journey_id else "no renewal opened yet"),
        }
        for one in near
        if one.what == AWARD
    ]


def day_words(now: datetime) -> str:
    """Tuesday 3 March"""
    on = day_of(now)
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"
