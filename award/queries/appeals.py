"""Who of the panel could hear an appeal, and who is asked to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.accounts import User
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.taking_part import find_hearer, free_to_hear


@dataclass(frozen=True)
class Hearers:
    """The panel members who may hear an appeal, those who may not, and who is asked now."""

    free: Sequence[User]
    bound: Sequence[User]
    asked: int | None


def list_hearers(session: Session, actor: Actor, journey: Journey, *, at: datetime) -> Hearers:
    """The panel by name, for who says who hears the appeal: nobody names themselves."""
    facts = facts_of(journey, at=at)
    may = free_to_hear(journey, facts) - {actor.user_id}
    everybody = session.scalars(
        select(User)
        .where(User.id.in_(facts.panel), User.ended_at.is_(None))
        .order_by(User.name, User.id)
    ).all()
    return Hearers(
        free=[one for one in everybody if one.id in may],
        bound=[one for one in everybody if one.id not in may],
        asked=find_hearer(journey, facts),
    )


def find_person_asked(
    session: Session, actor: Actor, journey: Journey, *, at: datetime
) -> User | None:
    """Who is asked to hear the appeal of this journey; None for a journey beyond the wall."""
    if journey.authority_id != actor.authority_id:
        return None
    asked = find_hearer(journey, facts_of(journey, at=at))
    return session.get(User, asked) if asked is not None else None
