"""A part in a journey goes from one person to the next."""

from datetime import datetime

from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import Assignment, Journey
from award.storage.slips import did_nothing


def hand_on(
    journey: Journey, live: Assignment | None, new: Assignment, *, at: datetime
) -> Assignment:
    """Let whoever had the part leave it, and give it to the next.

    A slip that is put right on its day leaves no part behind, so that nobody is tied by it; the
    history keeps that it was made.
    """
    session = session_of(journey)
    if live is not None and day_of(live.assigned_at) == day_of(at) and did_nothing(live):
        session.delete(live)
        session.flush()
        session.expire(journey, ["assignments"])
    elif live is not None:
        live.ended_at, live.end_reason = at, "Somebody else was assigned"
        session.flush()
    session.add(new)
    session.flush()
    return new
