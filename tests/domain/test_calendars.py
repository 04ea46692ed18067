"""School, working and own days, and counting them; Leicester's own figures where they are."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.calendars import Calendar, CalendarKind
from award.domain.terms import HalfTerm
from tests.real_files import beside

EASTER_2022 = frozenset({date(2022, 4, 15), date(2022, 4, 18)})
MAY_DAY = date(2022, 5, 2)
HOLIDAYS = EASTER_2022 | {MAY_DAY}

OFFICE = Calendar(CalendarKind.WORKING_DAYS, holidays=HOLIDAYS)
SCHOOL = Calendar(
    CalendarKind.SCHOOL_TERMS,
    half_terms=(
        HalfTerm(date(2022, 2, 21), date(2022, 4, 8)),
        HalfTerm(date(2022, 4, 25), date(2022, 5, 27)),
    ),
    holidays=HOLIDAYS,
    closures=frozenset({date(2022, 4, 25), date(2022, 6, 6)}),
)
PLAY_SCHEME = Calendar(
    CalendarKind.OWN_DAYS,
    holidays=HOLIDAYS,
    own_days=frozenset({date(2022, 4, 12), date(2022, 4, 18), date(2022, 7, 30)}),
    closures=frozenset({date(2022, 8, 1)}),
)
FRIDAY_CLUB = Calendar(
    CalendarKind.OWN_DAYS,
    holidays=HOLIDAYS,
    closures=frozenset({date(2022, 4, 22)}),
    own_days=frozenset({date(2022, 4, 23)}),
    own_weekdays=frozenset({4}),
)
CALENDARS = st.sampled_from(
    [
        OFFICE,
        SCHOOL,
        PLAY_SCHEME,
        FRIDAY_CLUB,
        Calendar(CalendarKind.SCHOOL_TERMS),
        Calendar(CalendarKind.OWN_DAYS),
    ]
)
DAYS = st.dates(date(2021, 12, 1), date(2022, 12, 31))


def days_of(calendar: Calendar, first: date, last: date) -> list[date]:
    span = range((last - first).days + 1)
    return [day for n in span if calendar.is_day(day := first + timedelta(days=n))]


def test_working_days_are_monday_to_friday_without_bank_holidays() -> None:
    assert days_of(OFFICE, date(2022, 4, 13), date(2022, 4, 20)) == [
        date(2022, 4, 13),
        date(2022, 4, 14),
        date(2022, 4, 19),
        date(2022, 4, 20),
    ]


def test_working_days_are_always_known() -> None:
    assert OFFICE.knows(date(2099, 1, 1)) is True


def test_school_days_lie_within_a_half_term_and_not_on_closure_days() -> None:
    assert days_of(SCHOOL, date(2022, 4, 7), date(2022, 4, 27)) == [
        date(2022, 4, 7),
        date(2022, 4, 8),
        date(2022, 4, 26),
        date(2022, 4, 27),
    ]


def test_a_bank_holiday_within_a_half_term_is_no_school_day() -> None:
    assert [SCHOOL.is_day(MAY_DAY), SCHOOL.is_day(date(2022, 5, 3))] == [False, True]


@pytest.mark.parametrize("on", [date(2022, 2, 18), date(2022, 5, 30)])
def test_where_terms_are_not_known_a_school_counts_working_days(on: date) -> None:
    assert [SCHOOL.knows(on), SCHOOL.is_day(on)] == [False, True]


def test_a_closure_day_is_no_school_day_even_where_terms_are_not_known() -> None:
    assert [SCHOOL.knows(date(2022, 6, 6)), SCHOOL.is_day(date(2022, 6, 6))] == [False, False]


def test_a_school_year_left_out_is_not_taken_for_a_long_holiday() -> None:
    ten_weeks_on = date(2022, 7, 8) + timedelta(weeks=10)
    summer = HalfTerm(date(2022, 6, 6), date(2022, 7, 8))

    def school_back_on(day: date) -> Calendar:
        halves = (HalfTerm(day, day + timedelta(days=30)), summer)
        return Calendar(CalendarKind.SCHOOL_TERMS, half_terms=halves)

    assert school_back_on(ten_weeks_on).is_day(date(2022, 7, 11)) is False
    assert school_back_on(ten_weeks_on + timedelta(days=1)).is_day(date(2022, 7, 11)) is True


def test_a_play_scheme_opens_on_the_days_it_lists_even_on_a_bank_holiday() -> None:
    assert days_of(PLAY_SCHEME, date(2022, 4, 12), date(2022, 7, 30)) == [
        date(2022, 4, 12),
        date(2022, 4, 18),
        date(2022, 7, 30),
    ]


def test_outside_the_days_a_play_scheme_lists_working_days_are_counted() -> None:
    assert days_of(PLAY_SCHEME, date(2022, 4, 8), date(2022, 4, 12)) == [
        date(2022, 4, 8),
        date(2022, 4, 11),
        date(2022, 4, 12),
    ]
    assert days_of(PLAY_SCHEME, date(2022, 7, 30), date(2022, 8, 3)) == [
        date(2022, 7, 30),
        date(2022, 8, 2),
        date(2022, 8, 3),
    ]


def test_a_club_opens_on_its_weekday_but_not_when_it_is_shut() -> None:
    assert days_of(FRIDAY_CLUB, date(2022, 4, 8), date(2022, 4, 29)) == [
        date(2022, 4, 8),
        date(2022, 4, 23),
        date(2022, 4, 29),
    ]


def test_a_place_that_lists_nothing_counts_working_days() -> None:
    silent = Calendar(CalendarKind.OWN_DAYS, holidays=HOLIDAYS)

    assert [silent.knows(MAY_DAY), silent.is_day(MAY_DAY)] == [False, False]
    assert silent.is_day(date(2022, 5, 3)) is True


def test_the_first_and_last_listed_days_count_on_a_weekend_too() -> None:
    camp = Calendar(
        CalendarKind.OWN_DAYS, own_days=frozenset({date(2022, 7, 30), date(2022, 7, 31)})
    )

    assert days_of(camp, date(2022, 7, 30), date(2022, 7, 31)) == [
        date(2022, 7, 30),
        date(2022, 7, 31),
    ]


def test_a_place_may_open_on_every_day_of_the_week() -> None:
    home = Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset(range(7)))

    assert home.add_days(date(2022, 4, 14), 7) == date(2022, 4, 21)


def test_a_weekday_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="0, Monday, to 6, Sunday"):
        Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({7}))


@pytest.mark.parametrize(
    ("n", "day"),
    [
        (-2, date(2022, 4, 12)),
        (-1, date(2022, 4, 13)),
        (0, date(2022, 4, 14)),
        (1, date(2022, 4, 19)),
        (2, date(2022, 4, 20)),
    ],
)
def test_days_are_counted_without_the_day_itself(n: int, day: date) -> None:
    assert OFFICE.add_days(date(2022, 4, 14), n) == day


def test_counting_from_a_day_that_does_not_count_gives_the_next_that_does() -> None:
    assert OFFICE.add_days(date(2022, 4, 16), 1) == date(2022, 4, 19)
    assert OFFICE.add_days(date(2022, 4, 16), 0) == date(2022, 4, 16)


def test_days_between_leave_out_the_start_and_take_in_the_end() -> None:
    assert OFFICE.days_between(date(2022, 4, 14), date(2022, 4, 20)) == 2
    assert OFFICE.days_between(date(2022, 4, 20), date(2022, 4, 14)) == -2
    assert OFFICE.days_between(date(2022, 4, 14), date(2022, 4, 14)) == 0


def test_a_deadline_is_so_many_days_of_the_calendar() -> None:
    assert SCHOOL.deadline(date(2022, 4, 8), 10) == date(2022, 5, 10)
    assert OFFICE.deadline(date(2022, 4, 14), 10, at_most_calendar_days=28) == date(2022, 5, 3)


def test_a_deadline_of_a_place_that_opens_rarely_comes_after_the_most_calendar_days() -> None:
    assert PLAY_SCHEME.deadline(date(2022, 4, 12), 10, at_most_calendar_days=28) == date(
        2022, 5, 10
    )


def test_a_deadline_on_the_last_calendar_day_counts_it() -> None:
    assert SCHOOL.deadline(date(2022, 4, 8), 1, at_most_calendar_days=18) == date(2022, 4, 26)
    assert SCHOOL.deadline(date(2022, 4, 8), 1, at_most_calendar_days=17) == date(2022, 4, 25)


@given(calendar=CALENDARS, start=DAYS, n=st.integers(-60, 60))
def test_days_between_undoes_adding_days(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.days_between(start, calendar.add_days(start, n)) == n


@given(calendar=CALENDARS, start=DAYS, n=st.integers(1, 60))
def test_adding_days_ends_on_a_day_that_counts(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.is_day(calendar.add_days(start, n))
    assert calendar.is_day(calendar.add_days(start, -n))


@given(calendar=CALENDARS, start=DAYS, days=st.integers(0, 30), most=st.integers(0, 60))
def test_a_deadline_is_the_earlier_of_the_two(
    calendar: Calendar, start: date, days: int, most: int
) -> None:
    earlier = min(calendar.add_days(start, days), start + timedelta(days=most))

    assert calendar.deadline(start, days, at_most_calendar_days=most) == earlier


def bank_holidays(folder: Path) -> frozenset[date]:
    published = json.loads((folder / "bank-holidays.json").read_text(encoding="utf-8"))
    events = published["england-and-wales"]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


def half_term(row: dict[str, Any]) -> HalfTerm:
    return HalfTerm(date.fromisoformat(row["open"]), date.fromisoformat(row["close"]))


def test_leicesters_half_terms_have_as_many_school_days_as_published() -> None:
    folder = beside("terms")
    text = (folder / "leicester_term_dates.json").read_text(encoding="utf-8")
    rows = [row for year in json.loads(text)["years"].values() for row in year["terms"]]
    stated = [row for row in rows if "days" in row]
    calendar = Calendar(
        CalendarKind.SCHOOL_TERMS,
        half_terms=tuple(half_term(row) for row in stated),
        holidays=bank_holidays(folder),
        closures=frozenset(
            date.fromisoformat(day) for row in stated for day in row.get("closed", ())
        ),
    )

    halves = [half_term(row) for row in stated]
    counted = [
        calendar.days_between(half.starts_on - timedelta(days=1), half.ends_on) for half in halves
    ]

    assert len(stated) == 8
    assert counted == [row["days"] for row in stated]
