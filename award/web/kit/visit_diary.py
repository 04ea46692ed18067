"""A diary of visits by day, by week or as a list, as every room that has one draws it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import request

from award.adapters import clock
from award.domain.visits import VisitState
from award.queries.visit_diary import Diary, DiaryLine
from award.web.kit.filters import DAYS, MONTHS, clock_time, listed, plural
from award.web.kit.pages import Link

BY_DAY, BY_WEEK, AS_LIST = "day", "week", "list"
VIEWS: Final = {BY_DAY: ("Day", 1), BY_WEEK: ("Week", 7), AS_LIST: ("Four weeks", 28)}
HELD: Final = (VisitState.WRITTEN_UP, VisitState.SHARED, VisitState.SIGNED)
HOUR: Final = 60
FRIDAY: Final = 4


@dataclass(frozen=True)
class Span:
    """The days that are looked at, and how."""

    view: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """Monday 2 March 2026; 2 to 8 March 2026."""
        first, last = self.first, self.last
        if first == last:
            return f"{DAYS[last.weekday()]} {_short(last)} {last.year}"
        begins = str(first.day) if first.month == last.month else _short(first)
        return f"{begins} to {_short(last)} {last.year}"


def asked_span(today: date) -> Span:
    """What the address asks for: by=day, week or list, and start=2026-03-02.

    Without a start it is this week; at a weekend the coming one, since this one is over.
    """
    view = request.args.get("by", BY_WEEK)
    view = view if view in VIEWS else BY_WEEK
    first = _asked_day(today)
    if view != BY_DAY and "start" not in request.args and today.weekday() > FRIDAY:
        first += timedelta(days=2)
    if view != BY_DAY:
        first -= timedelta(days=first.weekday())
    return Span(view, first, first + timedelta(days=VIEWS[view][1] - 1))


def _asked_day(today: date) -> date:
    try:
        asked = date.fromisoformat(request.args.get("start", ""))
    except ValueError:
        return today
    far = timedelta(days=3650)
    return asked if today - far < asked < today + far else today


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def diary_page(
    span: Span,
    diary: Diary,
    *,
    address: Callable[..., str],
    visit_address: Callable[[DiaryLine], str],
    with_visitor: bool,
) -> dict[str, Any]:
    """What a diary's page shows. ``address`` makes this screen's address for by and start."""
    today = clock.today()
    step = timedelta(days=VIEWS[span.view][1])
    clashes = sum(one.clashes and not one.is_offer for one in diary.lines)
    return {
        "views": [
            Link(words, address(by=view, start=span.first), view == span.view)
            for view, (words, _) in VIEWS.items()
        ],
        "span": span.words,
        "before": Link("Earlier", address(by=span.view, start=span.first - step)),
        "after": Link("Later", address(by=span.view, start=span.first + step)),
        "now": Link("Today", address(by=span.view, start=today)),
        "is_now": span.first <= today <= span.last,
        "days": days_of(span, diary.lines, today, visit_address, with_visitor=with_visitor),
        "loads": [(one.name, load_words(one.visits, one.minutes, one.offered))
                  for one in diary.loads],
        "told": told(diary, clashes),
        "is_cut": diary.is_cut,
    }  # fmt: skip


def told(diary: Diary, clashes: int) -> str:
    """The sentence under the heading."""
    booked = sum(not one.is_offer for one in diary.lines)
    offered = len({one.visit.id for one in diary.lines if one.is_offer})
    if not booked and not offered:
        return "Nothing is booked or offered."
    if not booked:
        return f"No visit is booked; {offered} {'waits' if offered == 1 else 'wait'} for a date."
    parts = [plural(booked, "visit")]
    if offered:
        parts.append(f"{offered} more waiting for a date")
    if clashes:
        parts.append(f"{clashes} at the same time as another")
    return f"{listed(parts)}."


def load_words(visits: int, minutes: int, offered: int) -> str:
    """3 visits, 4 hours and 30 minutes; 1 more waits for a date"""
    wait = f"{offered} {'waits' if offered == 1 else 'wait'} for a date"
    if not visits:
        return f"No visit booked; {wait}" if offered else "No visit"
    said = f"{plural(visits, 'visit')}, {hours_words(minutes)}"
    return f"{said}; {offered} more waiting for a date" if offered else said


def hours_words(minutes: int) -> str:
    """40 minutes, 1 hour, 3 hours and 10 minutes"""
    hours, rest = divmod(minutes, HOUR)
    parts = [plural(count, unit) for count, unit in ((hours, "hour"), (rest, "minute")) if count]
    return str(listed(parts))


def days_of(
    span: Span,
    lines: Sequence[DiaryLine],
    today: date,
    visit_address: Callable[[DiaryLine], str],
    *,
    with_visitor: bool,
) -> list[dict[str, Any]]:
    """Each day with its visits; a list leaves out the days, and a week the weekends, that bring
    nothing."""
    found = []
    for number in range((span.last - span.first).days + 1):
        day = span.first + timedelta(days=number)
        items = [
            _item(one, visit_address(one), with_visitor=with_visitor)
            for one in lines
            if one.day == day
        ]
        is_quiet = span.view == AS_LIST or (span.view == BY_WEEK and day.weekday() > FRIDAY)
        if items or not is_quiet:
            found.append(
                {
                    "weekday": f"{day:%a}",
                    "day": day.day,
                    "month": f"{day:%b}",
                    "is_today": day == today,
                    "items": items,
                }
            )
    return found


def _item(line: DiaryLine, href: str, *, with_visitor: bool) -> dict[str, Any]:
    ends = clock_time(line.slot.ends_at)
    more = [line.name, *([line.visitor] if with_visitor else [])]
    state = "Offered, not booked" if line.is_offer else ""
    if line.visit.state in HELD:
        state = "Held"
    return {
        "words": f"{clock_time(line.starts_at)} to {ends}",
        "href": href,
        "link": line.setting,
        "more": ". ".join([", ".join(more), *([state] if state else [])]),
        "is_offer": line.is_offer,
        "trouble": "At the same time as another visit" if line.clashes else "",
    }
