"""Gives one person the same part in many journeys: seen for each beforehand, then done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from award.actions.assigning import assign, find_live, must_be_assignable
from award.actions.moves import must_be_at
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady
from award.storage.journeys import Assignment, AssignmentKind, Journey

MOST_AT_ONCE: Final = 50
PARTS: Final = (AssignmentKind.ADVISER, AssignmentKind.ASSESSOR)


@dataclass(frozen=True)
class Foreseen:
    """What would become of one journey: who has the part now, and why it cannot be given.

    ``has_it``: it is theirs already, so that nothing would change.
    """

    journey: Journey
    now: str
    has_it: bool = False
    why_not: str = ""

    @property
    def is_given(self) -> bool:
        return not self.has_it and not self.why_not


def foresee(
    journey: Journey,
    kind: AssignmentKind,
    user_id: int,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
) -> Foreseen:
    """What giving the part would do to this journey, or what stands in the way. Changes nothing."""
    live = find_live(journey, kind)
    now = live.user.name if live is not None else ""
    try:
        must_be_assignable(journey, kind, user_id, by=by, at=at, why=why)
    except NotAllowed as refusal:
        return Foreseen(journey, now, why_not=str(refusal))
    except NotReady as refusal:
        return Foreseen(journey, now, why_not=f"{' '.join(refusal.blockers)}.")
    return Foreseen(journey, now, has_it=live is not None and live.user_id == user_id)


def assign_as_shown(
    journey: Journey,
    kind: AssignmentKind,
    user_id: int,
    *,
    version: int,
    by: Actor,
    at: datetime,
    why: str = "",
) -> Assignment:
    """Give the part as it was foreseen for this journey at this version, as for one alone.

    Raises Stale where the journey was changed since, NotAllowed where it has ended meanwhile, and
    whatever ``assign`` raises.
    """
    must_be_at(journey, version)
    return assign(journey, kind, user_id, by=by, at=at, why=why)
