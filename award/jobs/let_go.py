"""Lets go of bytes: of what a change said is gone, was taken away, or shows children too long."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select

from award.actions.bringing_back import BACK_FOR
from award.actions.letting_go import let_go, let_go_recognisable
from award.adapters.files import FilesTrouble
from award.jobs.means import Means
from award.jobs.remind import SomeFailed
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceVersion, Gone
from award.storage.journeys import Journey
from award.storage.recognisable import with_recognisable

AT_ONCE: Final = 200

logger = logging.getLogger(__name__)


def let_bytes_go(means: Means, keys: Iterable[str]) -> None:
    """Remove bytes that no row wants any more. Where the store is away the sweep does it later."""
    for key in keys:
        try:
            means.files.delete(key)
        except FilesTrouble:
            logger.warning("%s is left to the sweep", key, exc_info=True)


def let_go_of_children(means: Means, *, at: datetime) -> int:
    """Go over every journey that ended, each in a change of its own; how many files went.

    The row says first that the bytes are gone, then they go. Where the store is away, or the
    worker is killed between, the sweep removes them. Raises SomeFailed at the end.
    """
    with means.sessions() as session:
        numbers = sorted(session.scalars(with_recognisable()))
    gone, failed = 0, []
    for number in numbers:
        try:
            gone += _of_journey(means, number, at=at)
        except Exception as trouble:
            logger.exception("Journey %s keeps its files for now", number)
            failed.append(f"journey {number}: {type(trouble).__name__}: {trouble}")
    if failed:
        raise SomeFailed(f"{len(failed)} of {len(numbers)} journeys failed. {'; '.join(failed)}")
    return gone


def _of_journey(means: Means, number: int, *, at: datetime) -> int:
    with means.sessions() as session:
        journey = session.get(Journey, number)
        if journey is None:
            return 0
        with transaction(lock=journey) as held:
            keys = let_go_recognisable(held, at=at)
    let_bytes_go(means, keys)
    return len(keys)


def let_go_of_removed(means: Means, *, at: datetime) -> int:
    """Let go of the files of what was taken away and not brought back in time; how many went.

    Each part is a change of its own that holds its pieces: who brings one back waits, or did so
    before, and then it stays.
    """
    gone = 0
    while keys := _of_removed(means, at=at):
        let_bytes_go(means, keys)
        gone += len(keys)
    return gone


def _of_removed(means: Means, *, at: datetime) -> list[str]:
    with_bytes = exists().where(
        EvidenceVersion.item_id == EvidenceItem.id, EvidenceVersion.gone_at.is_(None)
    )
    with means.sessions() as session, writing(session):
        items = session.scalars(
            select(EvidenceItem)
            .where(EvidenceItem.removed_at <= at - BACK_FOR, with_bytes)
            .order_by(EvidenceItem.id)
            .limit(AT_ONCE)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        versions = session.scalars(
            select(EvidenceVersion).where(EvidenceVersion.item_id.in_([one.id for one in items]))
        )
        return let_go(versions, Gone.REMOVED, at=at)
