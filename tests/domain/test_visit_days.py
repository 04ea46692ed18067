"""Moments in England, closed days, and two places at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from award.domain.calendars import Calendar, CalendarKind
from award.domain.terms import HalfTerm
from award.domain.visit_days import (
    Slot,
    WrongDay,
    clashing,
    closed_words,
    minutes_of,
    moment_in_england,
    spoken_moment,
)

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def slot(thing: int, hours: float, minutes: int = 60, *, shared: bool = False) -> Slot:
    return Slot(NOON + timedelta(hours=hours), minutes, thing, shared)


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (date(2026, 3, 28), time(14), datetime(2026, 3, 28, 14, tzinfo=UTC)),
        (date(2026, 3, 29), time(14), datetime(2026, 3, 29, 13, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(14), datetime(2026, 10, 25, 14, tzinfo=UTC)),
        (date(2028, 2, 29), time(9), datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_the_clock_on_the_wall_is_england_s(day: date, clock: time, utc: datetime) -> None:
    assert moment_in_england(day, clock) == utc


def test_an_hour_that_the_clocks_leave_out_is_refused_in_words() -> None:
    with pytest.raises(WrongDay, match="no such time on Sunday 29 March 2026"):
        moment_in_england(date(2026, 3, 29), time(1, 30))


def test_a_moment_is_spoken_as_people_say_it() -> None:
    assert spoken_moment(datetime(2026, 7, 6, 12, 5, tzinfo=UTC)) == "Monday 6 July 2026 at 1:05pm"


def test_a_visit_across_the_change_of_the_clocks_is_no_longer_than_it_says() -> None:
    begins = moment_in_england(date(2026, 3, 29), time(0, 30))

    assert Slot(begins, 60).ends_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_nobody_is_in_two_places_at_once() -> None:
    slots = [slot(1, 0, 180), slot(2, 1), slot(3, 2.5), slot(4, 3.5), slot(5, 9)]

    assert clashing(slots) == {1, 2, 3}
    assert clashing([slot(1, 0), slot(2, 1)]) == frozenset()


def test_a_workshop_for_many_settings_is_one_place_and_counts_once() -> None:
    workshop = [slot(1, 0, 120, shared=True), slot(2, 0, 120, shared=True)]

    assert clashing(workshop) == frozenset()
    assert clashing([*workshop, slot(3, 1)]) == {1, 2, 3}
    assert minutes_of([*workshop, slot(3, 5)]) == 180


TERMS = (
    HalfTerm(date(2026, 1, 5), date(2026, 2, 13)),
    HalfTerm(date(2026, 2, 23), date(2026, 3, 27)),
)
CLOSED = frozenset({date(2026, 3, 6)})


@pytest.mark.parametrize(
    ("calendar", "day", "closed"),
    [
        (Calendar(CalendarKind.SCHOOL_TERMS, TERMS, closures=CLOSED), date(2026, 3, 5), False),
        (Calendar(CalendarKind.SCHOOL_TERMS, TERMS, closures=CLOSED), date(2026, 3, 6), True),
        (Calendar(CalendarKind.SCHOOL_TERMS, TERMS), date(2026, 3, 7), True),
        (Calendar(CalendarKind.SCHOOL_TERMS, TERMS), date(2026, 2, 17), True),
        (Calendar(CalendarKind.SCHOOL_TERMS, TERMS), date(2026, 6, 1), False),
        (Calendar(CalendarKind.WORKING_DAYS), date(2026, 3, 7), False),
        (Calendar(CalendarKind.WORKING_DAYS, holidays=CLOSED), date(2026, 3, 6), True),
        (Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({4})), date(2026, 3, 6), False),
        (Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({4})), date(2026, 3, 5), True),
    ],
)
def test_only_a_day_known_to_be_closed_is_refused(
    calendar: Calendar, day: date, closed: bool
) -> None:
    assert (closed_words(calendar, day) is not None) is closed


def test_terms_with_a_gap_or_an_overlap_still_tell_which_days_are_closed() -> None:
    overlap = (
        HalfTerm(date(2026, 1, 5), date(2026, 2, 20)),
        HalfTerm(date(2026, 2, 16), date(2026, 3, 27)),
        HalfTerm(date(2027, 1, 4), date(2027, 2, 12)),
    )
    calendar = Calendar(CalendarKind.SCHOOL_TERMS, overlap)

    assert not calendar.is_closed(date(2026, 2, 18))
    assert not calendar.is_closed(date(2026, 9, 9))  # a year that was never filled in
