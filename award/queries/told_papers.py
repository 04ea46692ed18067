"""What came of papers that a panel member was written to about, once these are closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.journeys import find_journey
from award.storage.accounts import User
from award.storage.journeys import Journey
from award.storage.letters import Letter


def find_told(session: Session, actor: Actor, journey_id: int) -> Journey | None:
    """The journey, where a letter led this member to its papers; else None, as if it were not."""
    journey = find_journey(session, actor, journey_id)
    if journey is None:
        return None
    led_there = (
        select(Letter.id)
        .join(User, User.email == Letter.to_email)
        .where(
            User.id == actor.user_id,
            Letter.journey_id == journey_id,
            Letter.path.endswith(f"/panel/journeys/{journey_id}"),
        )
        .limit(1)
    )
    return journey if session.scalar(led_there) is not None else None
