"""The half-terms of the demo's school years, alike from year to year."""

from datetime import date, timedelta
from typing import Final

from award.domain.terms import HalfTerm

FRIDAY: Final = 4
DAYS_OF_WEEK: Final = 7
# The six half-terms of a year as (month, day) of the first and the last day.
HALF_TERMS: Final = (
    ((8, 26), (10, 16)),
    ((11, 2), (12, 18)),
    ((1, 5), (2, 12)),
    ((2, 22), (3, 26)),
    ((4, 12), (5, 22)),
    ((6, 1), (7, 10)),
)
FIRST_OF_SCHOOL_YEAR: Final = 8


def half_terms_of(school_year: int) -> list[HalfTerm]:
    """The half-terms of a school year; 2025 means 2025/26."""

    def on(month: int, day: int) -> date:
        return date(school_year + (month < FIRST_OF_SCHOOL_YEAR), month, day)

    return [
        HalfTerm(_monday_after(on(*first)), _friday_before(on(*last))) for first, last in HALF_TERMS
    ]


def is_in_term(day: date) -> bool:
    """Whether the demo's schools are open in the half-term of that day."""
    years = (day.year - 1, day.year)
    return any(one.starts_on <= day <= one.ends_on for year in years for one in half_terms_of(year))


def _monday_after(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=-day.weekday() % DAYS_OF_WEEK if day.weekday() > FRIDAY else 0)


def _friday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))
