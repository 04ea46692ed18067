"""Lets go, each day, of files that show children and were kept long enough after the decision."""

import logging
from datetime import datetime

from award.actions.letting_go import let_go_recognisable
from award.adapters.files import FilesTrouble
from award.jobs.means import Means
from award.jobs.remind import SomeFailed
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.recognisable import with_recognisable

logger = logging.getLogger(__name__)


def let_go_of_children(means: Means, *, at: datetime) -> int:
    """Go over every decided journey, each in a change of its own; how many files went.

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
    for key in keys:
        try:
            means.files.delete(key)
        except FilesTrouble:
            logger.warning("%s is left to the sweep", key, exc_info=True)
    return len(keys)
