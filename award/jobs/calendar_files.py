"""Makes the file for a calendar that goes with the letter about a visit."""

import re
from datetime import timedelta
from typing import Final

from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from award.domain.visits import visit_row
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.visits import Visit

WITH_FILE: Final = "visit_soon"
# The key of a letter that the calendar sends begins with the thing that it speaks of.
VISIT: Final = re.compile(r"visit:(\d+):")
PRODUCT: Final = "-//Positive and Peaceful Places//EN"


def calendar_file_of(session: Session, letter: Letter) -> bytes | None:
    """The visit as a calendar's entry; None for other letters. A hidden place is not named.

    The same visit has the same name in every file, so that a moved one replaces the old.
    """
    found = VISIT.match(letter.unique_key) if letter.code == WITH_FILE else None
    visit = session.get(Visit, int(found[1])) if found else None
    if visit is None or visit.starts_at is None:
        return None
    journey = session.get_one(Journey, visit.journey_id)
    event = Event()
    event.add("uid", f"visit-{visit.id}@award.invalid")
    event.add("sequence", visit.version)
    event.add("dtstamp", letter.written_at)
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.starts_at + timedelta(minutes=visit.minutes))
    name = visit_row(visit.kind).name
    if journey.setting.is_hidden:
        event.add("summary", name)
    else:
        event.add("summary", f"{name}: {journey.setting.name}")
        event.add("location", visit.place)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
