"""For how long a journey rested, so that its clocks stand still by as much."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.domain.calendars import Calendar
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import History, Journey

BEGINS: Final = "pause"
ENDS: Final = "resume"


def days_rested(journey: Journey, since: datetime, days: Calendar) -> int:
    """The days that count of the pauses that are over, as far as they came after ``since``."""
    lines = session_of(journey).execute(
        select(History.what, History.at)
        .where(
            History.journey_id == journey.id,
            History.what.in_((BEGINS, ENDS)),
            History.undone_at.is_(None),
            History.at >= since,
        )
        .order_by(History.number)
    )
    rested, begun = 0, since
    for what, at in lines:
        if what == ENDS:
            rested += days.days_between(day_of(begun), day_of(at))
        begun = at
    return rested
