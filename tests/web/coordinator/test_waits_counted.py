"""A wait is counted in the days of whoever it is, and a long one carries a sign."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from award.domain.calendars import Calendar, CalendarKind
from award.domain.stages import Stage
from award.domain.terms import HalfTerm
from award.storage.db import writing
from award.storage.journeys import Journey
from award.web.coordinator.wording import since_words, waited
from tests.making import at
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]

SCHOOL = Calendar(CalendarKind.SCHOOL_TERMS, half_terms=(HalfTerm(at(0).date(), at(39).date()),))
COUNCIL = Calendar(CalendarKind.WORKING_DAYS)
CLUB = Calendar(CalendarKind.OWN_DAYS, own_weekdays=frozenset({4}))


@pytest.mark.parametrize(
    ("calendar", "since", "now", "words"),
    [
        (SCHOOL, 0, 0, "today"),
        (SCHOOL, 0, 1, "1 school day"),
        (SCHOOL, 0, 9, "7 school days"),
        (SCHOOL, 5, 6, "since Saturday"),
        (SCHOOL, 39, 51, "8 working days"),
        (COUNCIL, 0, 7, "5 working days"),
        (CLUB, 0, 14, "2 opening days"),
        (CLUB, 0, 3, "since Monday"),
    ],
)
def test_a_wait_is_counted_in_the_days_of_whoever_it_is(
    calendar: Calendar, since: int, now: int, words: str
) -> None:
    assert waited(calendar, at(since), at(now)).words == words


@pytest.mark.parametrize(
    ("stage", "unit"), [(Stage.APPLIED, "working day"), (Stage.GATHERING, "school day")]
)
def test_whose_turn_it_is_says_in_whose_days_it_waits(scene: Make, stage: Stage, unit: str) -> None:
    place = scene(stage)
    with writing(place.rows) as rows:
        rows.get_one(Journey, place.journey.id).waiting_since -= timedelta(days=20)

    words = {}
    for address in (place.here, f"{ROOM}/journeys"):
        place.browser.get(address)
        words[address] = place.browser.words()

    assert all(f" {unit}s" in one for one in words.values())


def test_a_long_wait_carries_a_sign() -> None:
    assert not waited(COUNCIL, at(0), at(11)).is_long
    assert waited(COUNCIL, at(0), at(14)).is_long


def test_a_day_of_another_year_has_its_year() -> None:
    assert since_words(at(0), at(10)) == "since 5 January"
    assert since_words(at(0), at(400)) == "since 5 January 2026"
