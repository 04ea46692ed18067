"""Who answers a condition of an award: somebody without a tie, as long as there is anybody."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.telling import Recipient, recipients
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.storage.accounts import User
from award.storage.db import session_of
from award.storage.decisions import Condition
from award.storage.journeys import Journey
from award.storage.tied import kept_away
from award.storage.working import works_for

ANSWERING: Final = (Role.COORDINATOR, Role.PANEL)


def is_bound(journey: Journey, condition: Condition, by: Actor) -> bool:
    """Whether a tie to the setting keeps them from answering: as long as somebody else can."""
    tied = kept_away(journey)
    if by.user_id not in tied:
        return False
    free = select(User.id).where(
        works_for(User.id, journey.authority_id, *ANSWERING),
        User.id.not_in(tied),
        User.id.is_distinct_from(condition.evidence_by_id),
    )
    return session_of(journey).scalar(free.limit(1)) is not None


def who_looks(
    journey: Journey, *, by: Actor, at: datetime
) -> Mapping[Addressee, Iterable[Recipient]]:
    """Who can look at it: each coordinator but who wrote it down, or has a tie; the panel if none
    is left; and where everybody has a tie, whoever did not write it down."""
    tied, own = _addresses(journey, kept_away(journey)), _addresses(journey, {by.user_id or 0})
    found = {
        one: [each for each in recipients(journey, one, at=at) if each.email not in own]
        for one in (Addressee.COORDINATOR, Addressee.PANEL)
    }
    free = {one: [each for each in who if each.email not in tied] for one, who in found.items()}
    coordinators, panel = (free if any(free.values()) else found).values()
    return {Addressee.COORDINATOR: coordinators, Addressee.PANEL: [] if coordinators else panel}


def _addresses(journey: Journey, people: Collection[int]) -> frozenset[str]:
    """Where these people get their letters."""
    of_people = select(User.email).where(User.id.in_(people))
    return frozenset(session_of(journey).scalars(of_people))
