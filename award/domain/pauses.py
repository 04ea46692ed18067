"""How long a journey may rest, and the days that are offered for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from award.domain.terms import Term, term_after

MOST_TERMS: Final = 2
SATURDAY: Final = 5
WEEKS: Final = {2: "In two weeks", 4: "In four weeks"}


@dataclass(frozen=True)
class ReadyDay:
    """A day to choose without typing it, and when that is, in words."""

    on: date
    words: str


def last_day(on: date, terms: Iterable[Term]) -> date:
    """The last day until which a journey that is paused on this day may rest: two terms on."""
    return term_after(on, MOST_TERMS, terms).ends_on


def days_ready(on: date, terms: Iterable[Term]) -> list[ReadyDay]:
    """The days offered for a pause that begins on this day, the nearest first, each one once.

    They are in two and in four weeks, and when each term begins; never at a weekend, on which
    nobody would go on, and never beyond the last day.
    """
    known = tuple(terms)
    found = [ReadyDay(_weekday(on + timedelta(weeks=n)), words) for n, words in WEEKS.items()]
    for n in range(MOST_TERMS + 1):
        term = term_after(on, n, known)
        found.append(ReadyDay(_weekday(term.starts_on), f"When the {term.name} term begins"))
    last = last_day(on, known)
    by_day = {one.on: one for one in found if on < one.on <= last}
    return [by_day[day] for day in sorted(by_day)]


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
