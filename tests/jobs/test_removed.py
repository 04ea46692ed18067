"""Files of evidence that was taken away go after a week, and the rows say so."""

import io
from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.bringing_back import BACK_FOR
from award.jobs.examine import file_troubles
from award.jobs.means import Means
from award.jobs.removed import let_go_of_removed
from award.storage.db import writing
from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone
from tests.jobs.test_sweep import NAMED, name
from tests.making import at


def test_bytes_of_what_was_taken_away_go_after_a_week_and_the_row_says_so(
    both: Session, means: Means
) -> None:
    name(both, NAMED)
    means.files.put(NAMED, io.BytesIO(b"words"), limit=10)
    with writing(both):
        both.query(EvidenceItem).one().removed_at = at()

    counts = [
        let_go_of_removed(means, at=at() + BACK_FOR - timedelta(seconds=1)),
        let_go_of_removed(means, at=at() + BACK_FOR),
        let_go_of_removed(means, at=at() + BACK_FOR),
    ]

    both.rollback()
    version = both.query(EvidenceVersion).one()
    assert counts == [0, 1, 0]
    assert (version.gone_why, version.sha256) == (Gone.REMOVED, "0" * 64)
    assert not means.files.exists(NAMED)
    assert list(file_troubles(both, means.files)) == []
