"""Late and due soon, by the setting's own days: closed days, holidays, gaps, 29 February."""

from datetime import date, timedelta

import pytest

from award.domain.calendars import Calendar, CalendarKind
from award.domain.plan_days import Distance, Due, PlanDays, stretches
from award.domain.terms import HalfTerm

HALF_TERMS = (
    HalfTerm(date(2026, 1, 5), date(2026, 2, 13)),
    HalfTerm(date(2026, 2, 23), date(2026, 3, 27)),
    HalfTerm(date(2026, 4, 13), date(2026, 5, 22)),
)
SCHOOL = Calendar(
    CalendarKind.SCHOOL_TERMS,
    half_terms=HALF_TERMS,
    holidays=frozenset({date(2026, 5, 4)}),
    closures=frozenset({date(2026, 3, 2)}),
)
CLUB = Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({4}))  # Fridays
LAST_BEFORE_HALF_TERM = date(2026, 2, 13)


def seen(today: date, due_on: date, calendar: Calendar = SCHOOL) -> Distance:
    return PlanDays(calendar, today).distance(due_on)


@pytest.mark.parametrize(
    ("today", "distance"),
    [
        (date(2026, 2, 13), Distance(Due.SOON, 0)),
        (date(2026, 2, 15), Distance(Due.SOON, 0)),  # a Sunday of the holidays
        (date(2026, 2, 22), Distance(Due.SOON, 0)),
        (date(2026, 2, 23), Distance(Due.LATE, 1)),
        (date(2026, 2, 28), Distance(Due.LATE, 5)),  # a Saturday counts no further day
        (date(2026, 3, 3), Distance(Due.LATE, 6)),  # nor does the closure day before it
    ],
)
def test_nothing_is_late_before_the_setting_had_a_day_to_do_it(
    today: date, distance: Distance
) -> None:
    assert seen(today, LAST_BEFORE_HALF_TERM) == distance


@pytest.mark.parametrize(
    ("closed", "counts_as"),
    [
        (date(2026, 2, 18), date(2026, 2, 23)),  # half-term holiday
        (date(2026, 3, 2), date(2026, 3, 3)),  # closure day
        (date(2026, 5, 4), date(2026, 5, 5)),  # bank holiday
        (date(2026, 1, 10), date(2026, 1, 12)),  # Saturday
    ],
)
def test_a_closed_day_counts_as_the_next_open_one(closed: date, counts_as: date) -> None:
    days = PlanDays(SCHOOL, date(2026, 1, 6))

    assert days.closed_on(closed) == counts_as
    assert days.closed_on(counts_as) is None
    assert seen(counts_as, closed) == Distance(Due.SOON, 0)
    assert seen(counts_as + timedelta(days=1), closed).due is Due.LATE


def test_ten_days_of_the_setting_are_soon_and_the_eleventh_is_later() -> None:
    friday = date(2026, 2, 6)

    assert seen(friday, SCHOOL.add_days(friday, 10)) == Distance(Due.SOON, 10)
    assert seen(friday, SCHOOL.add_days(friday, 11)) == Distance(Due.LATER, None)


def test_a_club_that_opens_on_fridays_counts_fridays() -> None:
    assert seen(date(2026, 3, 2), date(2026, 3, 13), CLUB) == Distance(Due.SOON, 2)
    assert seen(date(2026, 3, 12), date(2026, 3, 6), CLUB) == Distance(Due.SOON, 0)
    assert seen(date(2026, 3, 13), date(2026, 3, 6), CLUB) == Distance(Due.LATE, 1)


def test_the_29th_of_february_is_a_day_like_others_where_it_exists() -> None:
    office = Calendar(CalendarKind.WORKING_DAYS)
    leap = date(2028, 2, 29)  # a Tuesday

    assert seen(leap, leap, office) == Distance(Due.SOON, 0)
    assert seen(date(2028, 3, 1), leap, office) == Distance(Due.LATE, 1)
    assert seen(date(2028, 2, 28), leap, office) == Distance(Due.SOON, 1)


def test_where_a_year_of_terms_is_missing_working_days_are_counted() -> None:
    gap = Calendar(
        CalendarKind.SCHOOL_TERMS,
        half_terms=(*HALF_TERMS, HalfTerm(date(2027, 9, 1), date(2027, 10, 20))),
    )

    assert PlanDays(gap, date(2026, 5, 20)).closed_on(date(2027, 2, 17)) is None
    assert seen(date(2027, 2, 18), date(2027, 2, 17), gap) == Distance(Due.LATE, 1)


@pytest.mark.parametrize("due_on", [date.min, date(2020, 2, 29), date(9999, 12, 31)])
def test_a_day_far_away_is_not_counted_to(due_on: date) -> None:
    assert seen(date(2026, 3, 3), due_on).days is None


def test_a_new_action_is_offered_the_end_of_a_half_term_or_six_weeks() -> None:
    assert PlanDays(SCHOOL, date(2026, 1, 6)).usual_due() == date(2026, 2, 13)
    assert PlanDays(SCHOOL, date(2026, 1, 20)).usual_due() == date(2026, 3, 27)
    assert PlanDays(CLUB, date(2026, 1, 6)).usual_due() == date(2026, 2, 20)


def test_days_are_called_as_the_calendar_calls_them() -> None:
    assert PlanDays(SCHOOL, date(2026, 1, 6)).in_words(1) == "1 school day"
    assert PlanDays(CLUB, date(2026, 1, 6)).in_words(2) == "2 opening days"


def test_stretches_are_cut_to_the_picture_and_overlaps_are_one() -> None:
    overlapping = (*HALF_TERMS, HalfTerm(date(2026, 3, 20), date(2026, 4, 1)))

    assert stretches(overlapping, date(2026, 2, 1), date(2026, 4, 20)) == (
        (date(2026, 2, 1), date(2026, 2, 13)),
        (date(2026, 2, 23), date(2026, 4, 1)),
        (date(2026, 4, 13), date(2026, 4, 20)),
    )
    assert stretches((), date(2026, 1, 1), date(2026, 2, 1)) == ()
