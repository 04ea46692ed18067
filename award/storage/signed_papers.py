"""Which files are the signed papers on which a head agreed: they stay as long as the approval."""

from sqlalchemy import Select, select

from award.storage.db import session_of
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Approval


def signed_papers() -> Select[int | None]:
    """Their files, by the number of the version."""
    return select(Approval.paper_id).where(Approval.paper_id.is_not(None))


def papers_of(item: EvidenceItem) -> set[int | None]:
    """Those of one piece; empty for what is no paper of an approval."""
    found = signed_papers().where(Approval.paper_id.in_([one.id for one in item.versions]))
    return set(session_of(item).scalars(found))
