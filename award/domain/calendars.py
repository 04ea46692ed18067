"""The days that count for a setting or the council, and counting them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from award.domain.terms import ONE_DAY, HalfTerm

SATURDAY: Final = 5
DAYS_A_WEEK: Final = 7
LONGEST_HOLIDAY: Final = timedelta(weeks=10)


class CalendarKind(StrEnum):
    """Which days count: those of a school, of an office, or the place's own."""

    SCHOOL_TERMS = "school_terms"
    WORKING_DAYS = "working_days"
    OWN_DAYS = "own_days"


@dataclass(frozen=True)
class Calendar:
    """The days of one setting, or of the council.

    - Working days: Monday to Friday, less bank holidays.
    - School days: working days within a half-term, less closure days.
    - Own days: the days that a place lists, and the weekdays (Monday is 0) on which it opens,
      less bank holidays and closure days. A listed day always counts.

    Where a school's terms or a place's own days are not known, working days less closure days
    are counted instead: `knows` tells which. So every count comes to an end.
    """

    kind: CalendarKind
    half_terms: tuple[HalfTerm, ...] = ()
    holidays: frozenset[date] = frozenset()
    closures: frozenset[date] = frozenset()
    own_days: frozenset[date] = frozenset()
    own_weekdays: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.own_weekdays <= frozenset(range(DAYS_A_WEEK)):
            raise ValueError("Weekdays run from 0, Monday, to 6, Sunday")

    def knows(self, on: date) -> bool:
        """Whether the calendar was told about this day, or has to take working days instead.

        A school's terms are known from the first day of its first half-term to the last day of
        its last, but for a hole too long to be a holiday: there a year has not been filled in.
        """
        if self.kind is CalendarKind.SCHOOL_TERMS:
            return self._knows_terms(on)
        if self.kind is CalendarKind.OWN_DAYS:
            return bool(self.own_weekdays) or self._lists_days_around(on)
        return True

    def is_day(self, on: date) -> bool:
        """Whether this day counts."""
        if self.kind is CalendarKind.WORKING_DAYS:
            return self._is_working_day(on)
        if not self.knows(on):
            return self._is_working_day(on) and on not in self.closures
        if self.kind is CalendarKind.OWN_DAYS:
            return on in self.own_days or self._opens_by_weekday(on)
        in_term = any(half.holds(on) for half in self.half_terms)
        return in_term and self._is_working_day(on) and on not in self.closures

    def is_closed(self, on: date) -> bool:
        """Whether it is known that nobody is there: a holiday, a closure day, no day of a term.

        Where people live or work on any day a weekend is no reason, and where the days are not
        known nothing is said but what was written down as closed.
        """
        if self.kind is CalendarKind.WORKING_DAYS or not self.knows(on):
            return on in self.closures or on in self.holidays
        return not self.is_day(on)

    def add_days(self, start: date, n: int) -> date:
        """The nth day that counts after `start`, which itself does not count.

        Below zero: the nth day before it. Zero is `start`, whether it counts or not.
        """
        step = ONE_DAY if n > 0 else -ONE_DAY
        day, left = start, abs(n)
        while left:
            day += step
            left -= self.is_day(day)
        return day

    def days_between(self, start: date, end: date) -> int:
        """How many days count after `start`, up to and with `end`; below zero if `end` is earlier.

        It undoes `add_days`: `days_between(start, add_days(start, n))` is `n`.
        """
        step = ONE_DAY if end > start else -ONE_DAY
        day, count = start, 0
        while day != end:
            day += step
            count += self.is_day(day)
        return count if end > start else -count

    def deadline(self, start: date, days: int, at_most_calendar_days: int | None = None) -> date:
        """The last day for something that may take `days` of this calendar from `start`.

        A place that opens rarely gets no longer than `at_most_calendar_days` on the wall.
        """
        if at_most_calendar_days is None:
            return self.add_days(start, days)
        latest = start + timedelta(days=at_most_calendar_days)
        return latest if self.days_between(start, latest) < days else self.add_days(start, days)

    def _is_working_day(self, on: date) -> bool:
        return on.weekday() < SATURDAY and on not in self.holidays

    def _opens_by_weekday(self, on: date) -> bool:
        shut = on in self.holidays or on in self.closures
        return on.weekday() in self.own_weekdays and not shut

    def _knows_terms(self, on: date) -> bool:
        if any(half.holds(on) for half in self.half_terms):
            return True
        return any(
            before.ends_on < on < after.starts_on
            and after.starts_on - before.ends_on <= LONGEST_HOLIDAY
            for before, after in pairwise(sorted(self.half_terms))
        )

    def _lists_days_around(self, on: date) -> bool:
        return bool(self.own_days) and min(self.own_days) <= on <= max(self.own_days)
