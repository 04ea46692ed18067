"""Writes calendar files: visits at England's hours, with the rules of its clocks inside."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from award.domain.calendar_entries import CalendarEntry
from award.domain.visit_days import LONDON

PRODUCT: Final = "-//Positive and Peaceful Places//EN"
REFRESHED: Final = "PT1H"


def write_calendar(entries: Iterable[CalendarEntry], *, at: datetime, name: str = "") -> bytes:
    """The file with these entries, as RFC 5545 has it; ``name`` for one that is subscribed to."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", LONDON.key)
        calendar.add("x-published-ttl", REFRESHED)
    for one in entries:
        calendar.add_component(_event(one, at))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", entry.starts_at.astimezone(LONDON))
    event.add("duration", timedelta(minutes=entry.minutes))  # true when the clocks change too
    event.add("summary", entry.title)
    event.add("status", _status(entry))
    if entry.place:
        event.add("location", entry.place)
    if entry.words:
        event.add("description", entry.words)
    if entry.is_cancelled:
        event.add("transp", "TRANSPARENT")
    return event


def _status(entry: CalendarEntry) -> str:
    if entry.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_offer else "CONFIRMED"
