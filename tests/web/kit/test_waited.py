"""How long something waits is one count in every room, in the days of whoever it waits for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from award.domain.calendars import Calendar, CalendarKind
from award.domain.stages import Stage
from award.domain.terms import HalfTerm
from award.storage.db import writing
from award.web.kit.waited import since_words, waited
from tests.fixtures_rooms import Standing
from tests.making import at

Make = Callable[..., Standing]

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


def test_a_long_wait_carries_a_sign() -> None:
    assert not waited(COUNCIL, at(0), at(11)).is_long
    assert waited(COUNCIL, at(0), at(14)).is_long


def test_a_day_of_another_year_has_its_year() -> None:
    assert since_words(at(0), at(10)) == "since 5 January"
    assert since_words(at(0), at(400)) == "since 5 January 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "New today"), (7, "Waiting 5 working days"), (14, "Waiting 10 working days")],
)
@pytest.mark.parametrize(
    ("stage", "room"), [(Stage.ASSESSING, "assessor"), (Stage.DECIDING, "panel")]
)
def test_a_judge_or_member_reads_a_wait_in_working_days(
    standing: Make, stage: Stage, room: str, days: int, words: str
) -> None:
    world = standing(stage)
    with writing(world.rows):
        world.journey.waiting_since = world.walking.at - timedelta(days=days)
    browser = world.assessor if room == "assessor" else world.member()

    browser.get(f"/leicester/{room}")

    assert words in browser.words()
