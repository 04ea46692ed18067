"""Takes away files that no row names, old jobs and tries, unsent drafts, marks of sent forms."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete

from award.actions.drafting import drop_old_drafts
from award.actions.limits import forget_old_tries
from award.actions.taking_forms import drop_old_forms
from award.jobs.means import Means
from award.storage.db import writing
from award.storage.files import keys_named
from award.storage.jobs import Job

# A younger file may belong to a change that is about to be kept.
YOUNGEST: Final = timedelta(days=1)
JOBS_KEPT: Final = timedelta(days=90)
# Longer than any limit counts; they say from where somebody tried.
TRIES_KEPT: Final = timedelta(days=2)
AT_ONCE: Final = 500


def sweep_files(means: Means, *, at: datetime) -> int:
    """Remove every file older than a day that no row names or wants; how many that were.

    A row that says that its bytes are gone wants them no more: so what a crash left is mended.
    """
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
            drop_old_forms(session, at=at)
            forget_old_tries(session, before=at - TRIES_KEPT)
    return removed
