"""Finds what a journey's papers list, for who is looking."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import Actor
from award.queries.evidence_walls import counting_in
from award.storage.evidence import EvidenceItem, EvidenceLink
from award.storage.journeys import Journey


def list_given(session: Session, actor: Actor, journey: Journey) -> list[EvidenceLink]:
    """Everything that counts for a criterion of the journey, each with its item and files."""
    return list(
        session.scalars(
            select(EvidenceLink)
            .join(EvidenceItem, EvidenceItem.id == EvidenceLink.item_id)
            .where(counting_in(actor, journey))
            .options(joinedload(EvidenceLink.item).selectinload(EvidenceItem.versions))
            .order_by(EvidenceLink.criterion, EvidenceLink.id)
        )
    )
