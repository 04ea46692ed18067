"""Asks for the pages of a file as they are read in the browser, and lets go of them again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.storage.db import session_of
from award.storage.evidence import EvidenceVersion
from award.storage.previews import EvidencePreview, PreviewPage, PreviewState

MAKE: Final = "make_preview"
LOST_AFTER: Final = timedelta(hours=1)


def ask_for_preview(version: EvidenceVersion, *, again: bool = False, at: datetime) -> None:
    """Have the pages of a file made, once its scan lets it be read; asked twice it does nothing.

    Where they have waited for so long that the job was lost or set aside, or ``again`` says that
    it ended without them, they are asked for anew.
    """
    session = session_of(version)
    if not version.is_open:
        return
    known, key = _of(session, version), f"preview:{version.id}"
    if known is None:
        session.add(
            EvidencePreview(
                authority_id=version.authority_id,
                version_id=version.id,
                state=PreviewState.WAITING,
                asked_at=at,
            )
        )
    elif known.state is PreviewState.WAITING and (again or waits_long(known, at=at)):
        known.asked_at, key = at, f"{key}:{at.isoformat()}"
    else:
        return
    session.flush()
    queue(session, MAKE, {"version_id": version.id}, key=key, at=at)


def waits_long(preview: EvidencePreview, *, at: datetime) -> bool:
    """Whether pages have waited longer than any job takes that is not lost."""
    return preview.state is PreviewState.WAITING and preview.asked_at <= at - LOST_AFTER


def ask_once_more(version: EvidenceVersion, *, at: datetime) -> None:
    """Have the pages made anew where pictures of them were lost, as after an old backup."""
    session = session_of(version)
    lost = _of(session, version)
    if lost is None or lost.state is not PreviewState.READY:
        return
    lost.pages.clear()
    lost.state, lost.asked_at = PreviewState.WAITING, at
    session.flush()
    key = f"preview:{version.id}:{at.isoformat()}"
    queue(session, MAKE, {"version_id": version.id}, key=key, at=at)


def let_previews_go(session: Session, versions: Sequence[EvidenceVersion]) -> list[str]:
    """Forget the pages of files that go. Returns the keys of their pictures, for the store."""
    numbers = [one.id for one in versions]
    mine = select(EvidencePreview.id).where(EvidencePreview.version_id.in_(numbers))
    rows = session.execute(
        select(PreviewPage.key, PreviewPage.small_key).where(PreviewPage.preview_id.in_(mine))
    )
    keys = [key for row in rows for key in row if key is not None]
    session.execute(delete(PreviewPage).where(PreviewPage.preview_id.in_(mine)))
    session.execute(delete(EvidencePreview).where(EvidencePreview.version_id.in_(numbers)))
    return keys


def _of(session: Session, version: EvidenceVersion) -> EvidencePreview | None:
    return session.scalar(select(EvidencePreview).where(EvidencePreview.version_id == version.id))
