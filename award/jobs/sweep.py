"""Takes away files that no row names, and old jobs, counted tries and unsent drafts."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.actions.drafting import drop_old_drafts
from award.actions.limits import forget_old_tries
from award.jobs.means import Means
from award.storage.awards import Certificate
from award.storage.db import writing
from award.storage.evidence import EvidenceVersion
from award.storage.jobs import Job
from award.storage.previews import PreviewPage

# A younger file may belong to a change that is about to be kept.
YOUNGEST: Final = timedelta(days=1)
JOBS_KEPT: Final = timedelta(days=90)
# Longer than any limit counts; they say from where somebody tried.
TRIES_KEPT: Final = timedelta(days=2)
AT_ONCE: Final = 500


def sweep_files(means: Means, *, at: datetime) -> int:
    """Remove every file older than a day that no row names; how many that were."""
    removed = means.files.clear_unfinished(at - YOUNGEST)
    kept = means.files.keys()
    old = [one.key for one in kept if one.kept_at < at - YOUNGEST]
    with means.sessions() as session:
        for start in range(0, len(old), AT_ONCE):
            part = old[start : start + AT_ONCE]
            named = keys_named(session, part)
            session.rollback()
            for key in part:
                if key not in named:
                    means.files.delete(key)
                    removed += 1
        with writing(session):
            session.execute(delete(Job).where(Job.done_at < at - JOBS_KEPT))
            drop_old_drafts(session, at=at)
            forget_old_tries(session, before=at - TRIES_KEPT)
    return removed


def keys_named(session: Session, keys: list[str]) -> set[str]:
    """Those of the keys that a row names."""
    return {
        key
        for column in (
            EvidenceVersion.key,
            Certificate.key,
            PreviewPage.key,
            PreviewPage.small_key,
        )
        for key in session.scalars(select(column).where(column.in_(keys)))
        if key is not None
    }
