"""How old evidence may be on the day on which it is looked at: months, terms, any age."""

from dataclasses import replace
from datetime import date

import pytest

from award.domain.calendars import CalendarKind
from award.domain.frameworks import ExpectedEvidence
from award.domain.freshness import months_before, oldest_allowed, oldest_for, policy_is_in_date
from tests.domain.test_frameworks import TOLD
from tests.domain.test_terms import AUTUMN, SUMMER, YEAR_2021

LOOKED_ON = date(2022, 7, 8)
SCHOOL, OFFICE = CalendarKind.SCHOOL_TERMS, CalendarKind.WORKING_DAYS


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 15), 12, date(2025, 12, 15)),
        (date(2026, 6, 15), 24, date(2024, 6, 15)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_months_last(
    day: date, months: int, before: date
) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("reviewed_on", "in_date"),
    [(date(2025, 7, 7), False), (date(2025, 7, 8), True), (date(2026, 7, 8), True), (None, False)],
)
def test_a_policy_counts_for_twelve_months_its_last_day_included(
    reviewed_on: date | None, in_date: bool
) -> None:
    assert policy_is_in_date(reviewed_on, date(2026, 7, 8)) is in_date


def expected(name: str, months: int, terms: int | None = None) -> ExpectedEvidence:
    return ExpectedEvidence(name, "It shows it.", months, terms)


def test_what_may_have_any_age_may_be_of_any_day() -> None:
    assert oldest_allowed(expected("A deed", 0), LOOKED_ON, SCHOOL, YEAR_2021) == date.min


def test_terms_count_at_a_school_and_months_stand_in_for_them_elsewhere() -> None:
    survey = expected("A survey", 12, terms=1)

    at_school = oldest_allowed(survey, LOOKED_ON, SCHOOL, YEAR_2021)
    elsewhere = oldest_allowed(survey, LOOKED_ON, OFFICE, YEAR_2021)

    assert AUTUMN.starts_on < at_school < SUMMER.starts_on
    assert elsewhere == date(2021, 7, 8)


def test_what_is_named_has_its_own_age_and_what_is_not_the_longest_of_all() -> None:
    criterion = replace(TOLD, evidence=(expected("Log", 12), expected("Photo", 24)))

    ages = [
        oldest_for(criterion, name, looked_on=LOOKED_ON, kind=OFFICE, terms=YEAR_2021)
        for name in ("Log", "Photo", "Something else")
    ]

    assert ages == [date(2021, 7, 8), date(2020, 7, 8), date(2020, 7, 8)]


def test_where_nothing_is_expected_no_day_counts() -> None:
    alone = replace(TOLD, evidence=())

    assert oldest_for(alone, "Log", looked_on=LOOKED_ON, kind=OFFICE, terms=()) == date.max
