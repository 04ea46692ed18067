"""Which pieces of evidence show a condition, for who is looking."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.evidence import open_to
from award.storage.decisions import Condition, ConditionPiece
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import Journey


def list_pieces_for(
    session: Session, actor: Actor, journey: Journey, condition: Condition
) -> Sequence[tuple[EvidenceItem, str]]:
    """The pieces that show a condition, each with the first criterion that it counts for."""
    code = (
        select(func.min(EvidenceLink.criterion))
        .where(
            EvidenceLink.item_id == EvidenceItem.id,
            EvidenceLink.journey_id == journey.id,
            EvidenceLink.removed_at.is_(None),
        )
        .correlate(EvidenceItem)
        .scalar_subquery()
    )
    rows = session.execute(
        open_to(actor, journey)
        .join(ConditionPiece, ConditionPiece.item_id == EvidenceItem.id)
        .where(ConditionPiece.condition_id == condition.id, ConditionPiece.removed_at.is_(None))
        .add_columns(code)
        .order_by(ConditionPiece.id)
    )
    return [(item, first or "") for item, first in rows]
