"""Has a file scanned that waits for it: opened to its readers, or destroyed and told of."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.keeping import queue_scan
from award.actions.quarantining import hold_journeys_of, note_clean, set_infected_aside
from award.adapters.files import NotKept
from award.adapters.scan import ScannerTrouble, Verdict
from award.jobs.claims import NotNow
from award.jobs.let_go import let_bytes_go
from award.jobs.means import Means
from award.storage.db import writing
from award.storage.evidence import EvidenceVersion, Scan

AT_ONCE: Final = 200
NO_SCANNER: Final = "This file waits for a virus scanner. Set SCAN_URL to one."


def scan_file(means: Means, version_id: int, *, at: datetime) -> None:
    """Scan one file and do what follows. Done twice it does nothing the second time.

    The row speaks before the bytes go: stopped in between, the next try, or the sweep, destroys
    them. Raises NotNow while the scanner is away; the file stays closed as long.
    """
    with means.sessions() as session:
        version = session.get(EvidenceVersion, version_id)
        if version is None:
            return
        key, scan, is_gone = version.key, version.scan, version.gone_at is not None
    if scan is Scan.INFECTED:
        let_bytes_go(means, [key])
        return
    if is_gone:
        return
    verdict = _asked(means, key)
    if verdict is None:
        return
    with means.sessions() as session, writing(session):
        if verdict.is_clean:
            note_clean(session, version_id, at=at)
            return
        version = session.get_one(EvidenceVersion, version_id)
        journeys = hold_journeys_of(session, version.item_id)
        session.refresh(version, with_for_update=True)
        keys = set_infected_aside(version, journeys, found=verdict.found, at=at)
    let_bytes_go(means, keys)


def queue_again(means: Means, *, at: datetime) -> Iterator[int]:
    """Have every kept file scanned once more, as after new signatures; counts as it goes.

    Clean files stay open meanwhile. Twice on the same day queues them once.
    """
    last = done = 0
    while True:
        with means.sessions() as session, writing(session):
            rows = session.scalars(
                select(EvidenceVersion)
                .where(EvidenceVersion.id > last, EvidenceVersion.gone_at.is_(None))
                .order_by(EvidenceVersion.id)
                .limit(AT_ONCE)
            ).all()
            for one in rows:
                queue_scan(one, at=at, again=at.date().isoformat())
            last, done = (rows[-1].id if rows else last), done + len(rows)
        if not rows:
            return
        yield done


def _asked(means: Means, key: str) -> Verdict | None:
    """What the scanner says; None where the file was let go of meanwhile."""
    if means.scanner is None:
        raise NotNow(NO_SCANNER)
    try:
        with means.files.open(key) as stream:
            return means.scanner.scan(stream)
    except NotKept:
        return None
    except ScannerTrouble as trouble:
        raise NotNow(str(trouble)) from trouble
