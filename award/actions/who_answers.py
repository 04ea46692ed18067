"""Who answers a condition of an award: somebody without a tie, as long as there is anybody."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final

from sqlalchemy import select

from award.actions.telling import Recipient, recipients
from award.domain.letter_places import about_of
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.storage.accounts import User
from award.storage.db import session_of
from award.storage.decisions import Condition, ConditionState
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
    journey: Journey, *, giver_id: int | None, at: datetime
) -> Mapping[Addressee, Sequence[Recipient]]:
    """Who can look at it: each coordinator but who wrote it down, or has a tie; the panel if none
    is left; and where everybody has a tie, whoever did not write it down."""
    tied, own = _addresses(journey, kept_away(journey)), _addresses(journey, {giver_id or 0})
    found = {
        one: [each for each in recipients(journey, one, at=at) if each.email not in own]
        for one in (Addressee.COORDINATOR, Addressee.PANEL)
    }
    free = {one: [each for each in who if each.email not in tied] for one, who in found.items()}
    coordinators, panel = (free if any(free.values()) else found).values()
    return {Addressee.COORDINATOR: coordinators, Addressee.PANEL: [] if coordinators else panel}


def free_to_look(
    journey: Journey, thing: str, part: Addressee, people: list[Recipient], *, at: datetime
) -> list[Recipient]:
    """The people who are reminded of ``thing`` in this part; of what was shown for a condition,
    who can look at it by now, instead of every coordinator."""
    number = about_of(thing).get("condition") if part is Addressee.COORDINATOR else None
    one = session_of(journey).get(Condition, int(number)) if number else None
    if one is None or one.state is not ConditionState.EVIDENCE_GIVEN:
        return people
    return list(chain(*who_looks(journey, giver_id=one.evidence_by_id, at=at).values()))


def _addresses(journey: Journey, people: Collection[int]) -> frozenset[str]:
    """Where these people get their letters."""
    of_people = select(User.email).where(User.id.in_(people))
    return frozenset(session_of(journey).scalars(of_people))
