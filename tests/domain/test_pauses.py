"""The days that are offered for a pause."""

from datetime import date, timedelta

from hypothesis import given

from award.domain.calendars import Calendar, CalendarKind
from award.domain.pauses import ReadyDay, days_ready, last_day
from award.domain.terms import Term
from tests.domain.test_terms import AUTUMN, DAYS, KNOWN, SPRING, SUMMER, YEAR_2021

WORKING = Calendar(CalendarKind.WORKING_DAYS)


def test_two_weeks_four_weeks_and_the_next_two_terms_are_offered() -> None:
    assert days_ready(date(2021, 11, 3), YEAR_2021, WORKING) == [
        ReadyDay(date(2021, 11, 17), "In two weeks"),
        ReadyDay(date(2021, 12, 1), "In four weeks"),
        ReadyDay(SPRING.starts_on, "When the spring term begins"),
        ReadyDay(SUMMER.starts_on, "When the summer term begins"),
    ]


def test_in_the_holidays_the_term_that_follows_is_the_next_to_begin() -> None:
    words = [one.words for one in days_ready(date(2021, 12, 20), YEAR_2021, WORKING)]

    assert words[:3] == ["In two weeks", "When the spring term begins", "In four weeks"]


def test_a_weekend_gives_the_monday_after_it() -> None:
    saturday = date(2021, 11, 6)

    assert days_ready(saturday, YEAR_2021, WORKING)[0].on == date(2021, 11, 22)


def test_a_bank_holiday_gives_the_next_day_that_counts() -> None:
    holidays = frozenset({date(2021, 11, 17), date(2021, 11, 18)})
    calendar = Calendar(CalendarKind.WORKING_DAYS, holidays=holidays)

    assert days_ready(date(2021, 11, 3), YEAR_2021, calendar)[0] == ReadyDay(
        date(2021, 11, 19), "In two weeks"
    )


def test_a_day_that_would_be_much_later_is_not_called_two_weeks() -> None:
    mondays = Calendar(
        CalendarKind.OWN_DAYS,
        own_weekdays=frozenset({0}),
        holidays=frozenset({date(2021, 11, 15), date(2021, 11, 22)}),
    )

    found = days_ready(date(2021, 11, 1), YEAR_2021, mondays)

    assert found[0] == ReadyDay(date(2021, 11, 29), "In four weeks")


def test_two_on_one_day_are_one_and_named_by_the_term() -> None:
    two_weeks_before = SPRING.starts_on - timedelta(weeks=2)

    found = days_ready(two_weeks_before, YEAR_2021, WORKING)

    assert found[0] == ReadyDay(SPRING.starts_on, "When the spring term begins")
    assert len(found) == len({one.on for one in found})


def test_a_journey_rests_two_terms_at_most() -> None:
    assert last_day(AUTUMN.starts_on, YEAR_2021) == SUMMER.ends_on


@given(on=DAYS, known=KNOWN)
def test_every_day_offered_is_one_that_a_pause_may_have(on: date, known: tuple[Term, ...]) -> None:
    found = [one.on for one in days_ready(on, known, WORKING)]

    assert found == sorted(set(found))
    assert all(on < one <= last_day(on, known) and one.weekday() < 5 for one in found)
    assert len(found) >= 2
