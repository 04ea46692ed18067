"""Which pieces of evidence show a condition, for who is looking."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.awards import list_conditions
from award.queries.evidence import open_to
from award.queries.evidence_walls import first_code
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.decisions import Condition, ConditionPiece
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import Journey


def list_pieces_for(
    session: Session, actor: Actor, journey: Journey, condition: Condition
) -> Sequence[tuple[EvidenceItem, str]]:
    """The pieces that show a condition, each with the first criterion that it counts for."""
    code = first_code(EvidenceLink.journey_id == journey.id, EvidenceLink.removed_at.is_(None))
    rows = session.execute(
        open_to(actor, journey)
        .join(ConditionPiece, ConditionPiece.item_id == EvidenceItem.id)
        .where(ConditionPiece.condition_id == condition.id, ConditionPiece.removed_at.is_(None))
        .add_columns(code)
        .order_by(ConditionPiece.id)
    )
    return [(item, first) for item, first in rows]


def names_of_closers(
    session: Session, actor: Actor, conditions: Sequence[Condition]
) -> dict[int, str]:
    """Who closed them, by the number of the account; nothing beyond the wall."""
    closers = {one.closed_by_id for one in conditions if one.authority_id == actor.authority_id}
    rows: Any = session.execute(select(User.id, User.name).where(User.id.in_(closers - {None})))
    return dict(map(tuple, rows))


def list_conditions_of_award(session: Session, actor: Actor, award: Award) -> Sequence[Condition]:
    """The conditions of the decision that stands on the journey that an award came of."""
    journey = session.get(Journey, award.journey_id) if award.journey_id else None
    return list_conditions(session, actor, journey) if journey else []
