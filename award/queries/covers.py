"""Who stands in for a coordinator, as each of the two sees it on the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, aliased

from award.domain.people import Actor, Role
from award.queries.week import NO_NUMBER
from award.storage.accounts import User
from award.storage.authorities import Cover
from award.storage.working import works_for

COVER: Final = "cover:"
AWAY, IN = f"{COVER}away", f"{COVER}in"


@dataclass(frozen=True)
class CoverShown:
    """A cover that holds: whether the actor is the one who is away, the other, the last day."""

    is_away: bool
    other: str
    until_on: date


def cover_parts(actor: Actor, today: date) -> list[Select[Any]]:
    """Those of this day in which the actor is away, and those in which they stand in."""
    mine, other = actor.user_id, aliased(User)
    ends = ((AWAY, Cover.user_id, Cover.cover_user_id), (IN, Cover.cover_user_id, Cover.user_id))
    places = (NO_NUMBER.label("place_id"), NO_NUMBER.label("journey_id"), NO_NUMBER.label("number"))
    parts: list[Select[Any]] = []
    for what, own, theirs in ends:
        word: Any = literal(what)
        found = (
            select(word, other.name, Cover.named_at, *places, Cover.until_on)
            .join(other, other.id == theirs)
            .where(
                Cover.authority_id == actor.authority_id,
                own == mine,
                works_for(Cover.cover_user_id, Cover.authority_id, Role.COORDINATOR),
                Cover.from_on <= today,
                Cover.until_on >= today,
            )
            .order_by(Cover.until_on, Cover.id)
        )
        parts.append(found)
    return parts


def find_cover(session: Session, actor: Actor, cover_id: int) -> tuple[Cover, str, str] | None:
    """A cover of the actor's authority, with who is away and who stands in."""
    away, stands_in = aliased(User), aliased(User)
    found = session.execute(
        select(Cover, away.name, stands_in.name)
        .join(away, away.id == Cover.user_id)
        .join(stands_in, stands_in.id == Cover.cover_user_id)
        .where(Cover.authority_id == actor.authority_id, Cover.id == cover_id)
    ).one_or_none()
    return (found[0], found[1], found[2]) if found else None
