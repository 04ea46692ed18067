"""When an action of a plan is due, late or due soon: in the days of the setting's own calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from award.domain.calendars import Calendar, CalendarKind
from award.domain.terms import HalfTerm

SOON_DAYS: Final = 10
MOST_YEARS: Final = 10
LONG_AGO: Final = timedelta(days=366)
DAY_WORDS: Final = {
    CalendarKind.SCHOOL_TERMS: ("school day", "school days"),
    CalendarKind.WORKING_DAYS: ("working day", "working days"),
    CalendarKind.OWN_DAYS: ("opening day", "opening days"),
}


class Due(StrEnum):
    """How near the day of an action is."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class Distance:
    """How near a day is, and how many days of the setting lie between; None where not counted."""

    due: Due
    days: int | None


class PlanDays:
    """A setting's calendar seen from one day: it is asked for many actions, so it counts once.

    A day on which the setting is closed counts as the next one on which it is open. Nothing is
    late before the setting has had a day of its own to do it: nobody is chased in the holidays.
    """

    def __init__(self, calendar: Calendar, today: date) -> None:
        self.calendar, self.today = calendar, today
        self._last_open = today if calendar.is_day(today) else calendar.add_days(today, -1)
        self._soon_until = calendar.add_days(today, SOON_DAYS)

    def counts_as(self, due_on: date) -> date:
        """The day itself, or the next on which the setting is open."""
        if due_on > self.latest or self.calendar.is_day(due_on):
            return due_on
        return self.calendar.add_days(due_on, 1)

    def distance(self, due_on: date) -> Distance:
        """Whether the day is past, near or far, and how far where that is told in days."""
        counts_as = self.counts_as(due_on)
        if counts_as < self._last_open:
            known = self.today - counts_as <= LONG_AGO
            gone = self.calendar.days_between(counts_as, self.today) if known else None
            return Distance(Due.LATE, gone)
        if counts_as <= self._soon_until:
            left = max(self.calendar.days_between(self.today, counts_as), 0)
            return Distance(Due.SOON, left)
        return Distance(Due.LATER, None)

    @property
    def latest(self) -> date:
        """The last day for which a plan is made."""
        return self.today + timedelta(days=365 * MOST_YEARS)

    def closed_on(self, due_on: date) -> date | None:
        """The day that a closed day counts as; None for a day on which the setting is open."""
        counts_as = self.counts_as(due_on)
        return counts_as if counts_as != due_on else None

    def in_words(self, days: int) -> str:
        """One day or several, as this calendar calls them: 9 school days."""
        one, many = DAY_WORDS[self.calendar.kind]
        return f"{days} {one if days == 1 else many}"

    def usual_due(self) -> date:
        """The day to offer for a new action: the end of the half-term, with a fair time before it.

        Where no half-term is known so far ahead, six weeks on.
        """
        earliest = self.today + timedelta(weeks=4)
        ends = sorted(half.ends_on for half in self.calendar.half_terms)
        near = next((on for on in ends if earliest <= on <= earliest + timedelta(weeks=12)), None)
        return self.counts_as(near or self.today + timedelta(weeks=6))


def stretches(
    half_terms: tuple[HalfTerm, ...], first: date, last: date
) -> tuple[tuple[date, date], ...]:
    """The half-terms between two days, cut to them, in order; where two overlap they are one."""
    found: list[tuple[date, date]] = []
    for half in sorted(half_terms):
        begins, ends = max(half.starts_on, first), min(half.ends_on, last)
        if begins > ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return tuple(found)
