"""What goes with a file that is kept: the room that it takes, and the scanner that it waits for."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from award.actions.telling import queue
from award.storage.db import session_of
from award.storage.evidence import EvidenceItem, EvidenceVersion, Scan
from award.storage.journeys import Journey

SCAN_FILE: Final = "scan_file"


def kept_bytes(journey: Journey) -> int:
    """How many bytes of files the setting has in the store, each counted once, however often
    it is used; what was let go of takes no room. What was taken away does, until its bytes go.
    """
    total = session_of(journey).scalar(
        select(func.sum(EvidenceVersion.size))
        .join(EvidenceItem, EvidenceItem.id == EvidenceVersion.item_id)
        .where(
            EvidenceItem.setting_id == journey.setting_id,
            EvidenceVersion.gone_at.is_(None),
        )
    )
    return int(total or 0)


def queue_scan(version: EvidenceVersion, *, at: datetime, again: str = "") -> None:
    """Have a file that waits for the scanner scanned, as part of the change that keeps its row.

    ``again`` makes it another round for the same file.
    """
    if version.scan is not Scan.WAITING and not again:
        return
    key = f"scan:{version.id}:{again}" if again else f"scan:{version.id}"
    queue(session_of(version), SCAN_FILE, {"version_id": version.id}, key=key, at=at)
