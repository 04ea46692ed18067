"""Which files are the signed papers on which a head agreed: they stay as long as the approval."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from award.storage.db import session_of
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.journeys import Approval


def signed_papers() -> Select[int | None]:
    """Their files, by the number of the version."""
    return select(Approval.paper_id).where(Approval.paper_id.is_not(None))


def papers_of(item: EvidenceItem) -> set[int | None]:
    """Those of one piece; empty for what is no paper of an approval."""
    found = signed_papers().where(Approval.paper_id.in_([one.id for one in item.versions]))
    return set(session_of(item).scalars(found))


def is_filed() -> ColumnElement[bool]:
    """Of an item: whether one of its files is such a paper."""
    return (
        exists()
        .where(
            EvidenceVersion.item_id == EvidenceItem.id,
            EvidenceVersion.id.in_(signed_papers()),
        )
        .correlate(EvidenceItem)
    )


def filed_among(session: Session, items: Iterable[EvidenceItem]) -> set[int]:
    """Which of these pieces, by number, hold such a paper."""
    numbers = [one.id for one in items]
    found = select(EvidenceItem.id).where(EvidenceItem.id.in_(numbers), is_filed())
    return set(session.scalars(found))
