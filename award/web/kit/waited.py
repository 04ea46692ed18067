"""How long something has waited, counted in the days of whoever it waits for, and in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from award.adapters import clock
from award.domain.calendars import Calendar, CalendarKind
from award.storage.days import council_calendar, day_of
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.filters import plural

LATE_DAYS: Final = 10
DAYS_A_WEEK: Final = 7
UNITS: Final = {
    CalendarKind.SCHOOL_TERMS: "school day",
    CalendarKind.WORKING_DAYS: "working day",
    CalendarKind.OWN_DAYS: "opening day",
}


@dataclass(frozen=True)
class Waited:
    """How long something has waited: so many days, and in words."""

    words: str
    days: int = 0

    @property
    def is_long(self) -> bool:
        """Whether a coordinator sees a sign beside it."""
        return self.days >= LATE_DAYS

    @property
    def told(self) -> str:
        """The same as a phrase of its own: New today, Waiting 6 working days."""
        return "New today" if self.words == "today" else f"Waiting {self.words}"


def waited(calendar: Calendar, since: datetime, now: datetime) -> Waited:
    """today, 1 school day, 6 working days; “since Saturday” while no day has counted yet."""
    first, today = day_of(since), day_of(now)
    days = max(0, calendar.days_between(first, today))
    if not days:
        near = (today - first).days < DAYS_A_WEEK
        return Waited("today" if first >= today else f"since {first:%A}" if near else _since(first))
    unit = UNITS[calendar.kind] if calendar.knows(today) else UNITS[CalendarKind.WORKING_DAYS]
    return Waited(plural(days, unit), days)


def waited_here(since: datetime) -> Waited:
    """The same in the working days of the council for which somebody acts here."""
    council = council_calendar(db.session(), actor().authority_id or 0)
    return waited(council, since, clock.now())


def since_words(since: datetime, now: datetime) -> str:
    """since 16 November; with its year where that is another than this one."""
    first = day_of(since)
    return _since(first) if first.year == day_of(now).year else f"{_since(first)} {first.year}"


def _since(first: date) -> str:
    return f"since {first.day} {first:%B}"
