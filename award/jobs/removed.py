"""Lets go of the files of evidence that was taken away and not brought back in time."""

from datetime import datetime

from sqlalchemy import select

from award.actions.bringing_back import BACK_FOR
from award.actions.letting_go import let_go
from award.jobs.means import Means
from award.storage.db import writing
from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone


def let_go_of_removed(means: Means, *, at: datetime) -> int:
    """Say of each such file that it is gone, then delete its bytes; how many that were."""
    with means.sessions() as session, writing(session):
        late = session.scalars(
            select(EvidenceVersion)
            .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
            .where(EvidenceItem.removed_at <= at - BACK_FOR, EvidenceVersion.gone_at.is_(None))
        ).all()
        keys = let_go(late, Gone.REMOVED, at=at)
    for key in keys:
        means.files.delete(key)
    return len(keys)
