"""The only place that asks the machine what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")

_standing_still_at: ContextVar[datetime | None] = ContextVar("_standing_still_at", default=None)


def now() -> datetime:
    """This moment, aware and in UTC."""
    return _standing_still_at.get() or datetime.now(UTC)


def today() -> date:
    """The day it is for people in England, which in summer begins an hour before UTC's."""
    return now().astimezone(LONDON).date()


def ticking() -> float:
    """Seconds since some moment, to measure how long something takes; it never stands still."""
    return monotonic()


@contextmanager
def frozen_at(moment: datetime) -> Iterator[datetime]:
    """Let time stand still, for the tests and the demo world only.

    It holds for the code inside the block, not for other threads. Blocks may stand in each other.
    """
    if moment.tzinfo is None:
        raise ValueError(f"Say which time zone {moment.isoformat()} is in")
    still = moment.astimezone(UTC)
    token = _standing_still_at.set(still)
    try:
        yield still
    finally:
        _standing_still_at.reset(token)
