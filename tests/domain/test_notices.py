"""Letters for the days that draw near."""

from datetime import date, timedelta

import pytest

from award.domain.calendars import Calendar, CalendarKind
from award.domain.letters import find_letter
from award.domain.notices import NOTICES, Day, Notice, notice_due
from award.domain.reminders import CalendarOf

FRIDAY = date(2026, 6, 19)
OFFICE = Calendar(CalendarKind.WORKING_DAYS)
CALENDARS = {CalendarOf.SETTING: OFFICE, CalendarOf.COUNCIL: OFFICE}


def key_on(today: date, day: Day, *, paused: bool = False) -> str | None:
    due = notice_due(
        "visit:7",
        day,
        FRIDAY,
        today=today,
        calendars=CALENDARS,
        terms_before=lambda on, n: on - timedelta(weeks=15 * n),
        paused=paused,
    )
    return due.key if due else None


@pytest.mark.parametrize("day", Day)
def test_every_day_has_exactly_one_notice(day: Day) -> None:
    assert [one.day for one in NOTICES].count(day) == 1


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.day)
def test_every_notice_names_a_letter_to_the_same_people(notice: Notice) -> None:
    letter = find_letter(notice.letter)

    assert letter is not None
    assert letter.after == ("notice",)
    assert set(letter.to) == set(notice.to)


def test_a_visit_is_spoken_of_five_days_and_one_day_before() -> None:
    assert key_on(date(2026, 6, 11), Day.VISIT) is None
    assert key_on(date(2026, 6, 12), Day.VISIT) == "visit:7:visit:2026-06-19:days-5"
    assert key_on(date(2026, 6, 18), Day.VISIT) == "visit:7:visit:2026-06-19:days-1"


def test_a_visit_that_has_come_is_not_announced() -> None:
    assert key_on(FRIDAY, Day.VISIT) is None


def test_a_day_that_has_its_own_letter_gets_it_for_two_weeks_at_most() -> None:
    assert key_on(FRIDAY, Day.PANEL) == "visit:7:panel:2026-06-19:days+0"
    assert key_on(FRIDAY + timedelta(days=14), Day.PANEL) == "visit:7:panel:2026-06-19:days+0"
    assert key_on(FRIDAY + timedelta(days=15), Day.PANEL) is None


def test_the_end_of_an_award_is_spoken_of_terms_ahead() -> None:
    two_terms = FRIDAY - timedelta(weeks=30)

    assert key_on(two_terms, Day.AWARD_ENDS) == "visit:7:award_ends:2026-06-19:terms-2"


def test_a_pause_stops_a_notice_but_not_that_of_the_awards_end() -> None:
    assert key_on(date(2026, 6, 12), Day.VISIT, paused=True) is None
    assert key_on(FRIDAY, Day.AWARD_ENDS, paused=True) == "visit:7:award_ends:2026-06-19:days+0"
