"""Makes the file for a calendar that goes with the letters about a visit."""

import re
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from award.adapters.ics import write_calendar
from award.queries.calendar_entries import entries_of
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.visits import Visit

WITH_FILE: Final = frozenset(
    {
        "visit_proposed",
        "visit_offered_anew",
        "visit_soon",
        "visit_confirmed",
        "visit_moved",
        "visit_cancelled",
        "visit_handed_over",
    }
)
# The key of a letter about a visit begins with the thing that it speaks of.
VISIT: Final = re.compile(r"visit:(\d+):")


def calendar_file_of(session: Session, letter: Letter, public_url: str) -> bytes | None:
    """The visit as a calendar's entry, as it is now; None for other letters.

    The same visit has the same name in every file, so that a moved one replaces the old and a
    cancelled one is struck out. Days that are offered stand as maybes until one is chosen.
    """
    found = VISIT.match(letter.unique_key) if letter.code in WITH_FILE else None
    visit = session.get(Visit, int(found[1])) if found else None
    if visit is None:
        return None
    setting = session.get_one(Journey, visit.journey_id).setting
    entries = entries_of(visit, setting, urlsplit(public_url).netloc)
    return write_calendar(entries, at=letter.written_at) if entries else None
