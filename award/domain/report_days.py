"""How soon after the visit a report is shared: within five working days, as the award promises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from award.domain.calendars import Calendar
from award.domain.terms import Term, term_of

SHARE_DAYS: Final = 5
FACT_CHECK: Final = "fact_check"  # the field of letters that says who checks the facts, and how


def share_by(visited_on: date, council: Calendar) -> date:
    """The last day on which the report of a visit is shared in time."""
    return council.add_days(visited_on, SHARE_DAYS)


def fact_check_words(*, checks: bool) -> str:
    """What a letter says of the check of facts, to who ``checks`` them or to who approves."""
    if checks:
        return "Tell us what is not right, or say with one tap that there is nothing to correct."
    return "Who leads the award at your setting replies to us: tell them what is not right."


def days_taken(visited_on: date, shared_on: date, council: Calendar) -> int:
    """The working days from the visit to the sharing; none where both fall on one day."""
    return council.days_between(visited_on, shared_on)


@dataclass(frozen=True)
class Shared:
    """One report: the day of its visit, and the day on which it was first shared."""

    visited_on: date
    shared_on: date


@dataclass(frozen=True)
class Turnaround:
    """The reports that were shared in one term: how many, how many of them in time."""

    term: Term
    shared: int
    in_time: int
    middle_days: float


def turnaround(
    reports: Iterable[Shared], *, terms: Sequence[Term], council: Calendar
) -> list[Turnaround]:
    """The reports by the term in which they were shared, the newest term first."""
    by_term: dict[Term, list[int]] = {}
    for one in sorted(reports, key=lambda each: each.shared_on, reverse=True):
        days = days_taken(one.visited_on, one.shared_on, council)
        by_term.setdefault(term_of(one.shared_on, terms), []).append(days)
    return [
        Turnaround(term, len(days), sum(one <= SHARE_DAYS for one in days), median(days))
        for term, days in by_term.items()
    ]
