"""Whose words a visit's record holds, where more than one person wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.accounts import User
from award.storage.visits import Visit


@dataclass(frozen=True)
class HandedOver:
    """One time that a visit was handed over: by whom it was written until then, and what."""

    before: str
    after: str
    at: datetime
    reason: str
    written: dict[str, Any]


def list_hand_overs(session: Session, visit: Visit) -> Sequence[HandedOver]:
    """Every time that somebody else went on with a visit, the first one first."""
    names = _names(session, visit)
    return [
        HandedOver(names[one.from_id], names[one.to_id], one.at, one.reason, one.written)
        for one in visit.hand_overs
    ]


def note_writers(session: Session, visit: Visit) -> dict[int, str]:
    """Who wrote a note that is not its visitor's own, by the note's number."""
    others = [one for one in visit.notes if one.by_id != visit.visitor_id]
    if not others:
        return {}
    names = _names(session, visit)
    return {one.id: names.get(one.by_id, "somebody else") for one in others}


def _names(session: Session, visit: Visit) -> dict[int, str]:
    numbers = {number for one in visit.hand_overs for number in (one.from_id, one.to_id)}
    numbers |= {one.by_id for one in visit.notes}
    rows = session.scalars(select(User).where(User.id.in_(numbers))) if numbers else ()
    return {one.id: one.name for one in rows}
