"""Calendar files: England's hours, one name for one visit, and what was called off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from award.adapters.ics import write_calendar
from award.domain.calendar_entries import CalendarEntry, title_of, uid_of

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def entry(starts_at: datetime, *, minutes: int = 90, cancelled: bool = False) -> CalendarEntry:
    return CalendarEntry(
        uid_of(7, "award.test"), 3, starts_at, minutes, "A visit", "12 Mill; Lane", "", cancelled
    )


def read(*entries: CalendarEntry) -> Calendar:
    return Calendar.from_ical(write_calendar(entries, at=NOW, name="Visits"))


@pytest.mark.parametrize(
    ("starts_at", "on_the_wall"),
    [
        (datetime(2026, 3, 28, 14, tzinfo=UTC), "20260328T140000"),
        (datetime(2026, 3, 29, 13, tzinfo=UTC), "20260329T140000"),
        (datetime(2026, 10, 24, 13, tzinfo=UTC), "20261024T140000"),
        (datetime(2026, 10, 25, 14, tzinfo=UTC), "20261025T140000"),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), "20280229T090000"),
    ],
)
def test_an_entry_stands_at_the_hour_on_englands_wall(
    starts_at: datetime, on_the_wall: str
) -> None:
    text = write_calendar([entry(starts_at)], at=NOW).decode()

    assert f"DTSTART;TZID=Europe/London:{on_the_wall}" in text
    assert "BEGIN:VTIMEZONE" in text
    assert read(entry(starts_at)).walk("VEVENT")[0].decoded("dtstart") == starts_at


def test_a_visit_across_the_change_of_the_clocks_keeps_its_length() -> None:
    begins = datetime(2026, 10, 25, 0, 15, tzinfo=ZoneInfo("Europe/London"))

    event = read(entry(begins, minutes=120)).walk("VEVENT")[0]

    assert "dtend" not in event  # an hour that comes twice would not say which is meant
    assert event.decoded("duration") == timedelta(minutes=120)


def test_a_cancelled_visit_keeps_its_name_and_is_struck_out() -> None:
    kept, gone = (read(entry(NOW, cancelled=one)).walk("VEVENT")[0] for one in (False, True))

    assert [one["uid"] for one in (kept, gone)] == ["visit-7@award.test"] * 2
    assert [str(one["status"]) for one in (kept, gone)] == ["CONFIRMED", "CANCELLED"]
    assert gone["sequence"] == 3


def test_a_hidden_setting_is_not_named() -> None:
    assert title_of("Check-in", "The Nest", is_hidden=True) == "Check-in"
    assert title_of("Check-in", "The Nest", is_hidden=False) == "Check-in: The Nest"
