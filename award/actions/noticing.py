"""Notes that somebody looks at a journey, so that they can be shown what is new next time."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.storage.accounts import User
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.remarks import LookedAt, Place

AWAY_FOR: Final = timedelta(hours=1)


def note_looked(user: User, journey: Journey, place: Place, *, at: datetime) -> None:
    """Write down that this person looks at a journey now, and when they did so before."""
    must_be_held(user)
    session = session_of(user)
    row = session.scalar(
        select(LookedAt).where(
            LookedAt.user_id == user.id,
            LookedAt.journey_id == journey.id,
            LookedAt.place == place,
        )
    )
    if row is None:
        session.add(
            LookedAt(
                authority_id=journey.authority_id,
                journey_id=journey.id,
                user_id=user.id,
                place=place,
                at=at,
            )
        )
        return
    if at - row.at >= AWAY_FOR:
        row.before_at = row.at
    row.at = at
