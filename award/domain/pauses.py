"""How long a journey may rest, and the days that are offered for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from award.domain.calendars import Calendar
from award.domain.terms import Term, term_after

MOST_TERMS: Final = 2
A_WEEK: Final = timedelta(weeks=1)
WEEKS: Final = {2: "In two weeks", 4: "In four weeks"}


@dataclass(frozen=True)
class ReadyDay:
    """A day to choose without typing it, and when that is, in words."""

    on: date
    words: str


def last_day(on: date, terms: Iterable[Term]) -> date:
    """The last day until which a journey that is paused on this day may rest: two terms on."""
    return term_after(on, MOST_TERMS, terms).ends_on


def days_ready(on: date, terms: Iterable[Term], calendar: Calendar) -> list[ReadyDay]:
    """The days offered for a pause that begins on this day, the nearest first, each one once.

    They are in two and in four weeks, and when each term begins; each is moved to the
    next day that counts for the setting, on which somebody would go on, and none is beyond the
    last day.
    """
    known = tuple(terms)
    found = []
    for n, words in WEEKS.items():
        then = on + timedelta(weeks=n)
        counts = _day_that_counts(then, calendar)
        if counts - then < A_WEEK:
            found.append(ReadyDay(counts, words))
    for n in range(MOST_TERMS + 1):
        term = term_after(on, n, known)
        begins = _day_that_counts(term.starts_on, calendar)
        found.append(ReadyDay(begins, f"When the {term.name} term begins"))
    last = last_day(on, known)
    by_day = {one.on: one for one in found if on < one.on <= last}
    return [by_day[day] for day in sorted(by_day)]


def _day_that_counts(day: date, calendar: Calendar) -> date:
    """The day itself, or the next that counts."""
    return day if calendar.is_day(day) else calendar.add_days(day, 1)
