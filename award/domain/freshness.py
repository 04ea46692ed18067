"""Whether a piece of evidence is still fresh on the day on which it will be looked at."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from award.domain.calendars import CalendarKind
from award.domain.frameworks import Criterion, ExpectedEvidence
from award.domain.terms import Term, terms_before

POLICY_FRESH_MONTHS = 12


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where that day is missing."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def oldest_allowed(
    expected: ExpectedEvidence, looked_on: date, kind: CalendarKind, terms: Sequence[Term]
) -> date:
    """The earliest date that evidence of this kind may bear.

    Where the framework says "terms" and the setting lives by school terms, that is the first day
    of the term so many terms before; otherwise months are counted. 0 months allow any age.
    """
    if expected.fresh_terms is not None and kind is CalendarKind.SCHOOL_TERMS:
        return terms_before(looked_on, expected.fresh_terms + 1, terms)
    if expected.fresh_months == 0:
        return date.min
    return months_before(looked_on, expected.fresh_months)


def oldest_for(
    criterion: Criterion,
    expected_name: str,
    *,
    looked_on: date,
    kind: CalendarKind,
    terms: Sequence[Term],
) -> date:
    """The earliest date that counts for a criterion; no date does where nothing is expected."""
    named = [one for one in criterion.evidence if one.name == expected_name]
    return min(
        (oldest_allowed(one, looked_on, kind, terms) for one in named or criterion.evidence),
        default=date.max,
    )


def policy_is_in_date(reviewed_on: date | None, looked_on: date) -> bool:
    """A policy counts for twelve months from the day it was looked at (criterion 1.1)."""
    if reviewed_on is None:
        return False
    return reviewed_on >= months_before(looked_on, POLICY_FRESH_MONTHS)
