"""Which pieces of evidence show a condition, for who is looking."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.evidence import open_to
from award.queries.evidence_walls import first_code
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
