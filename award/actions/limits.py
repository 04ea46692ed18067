"""Counts tries, so that nobody can guess or flood: by account and by address, in the database."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.storage.accounts import Attempt


class Limit(NamedTuple):
    """How often something may be tried within a time."""

    kind: str
    most: int
    within: timedelta


SIGN_IN_ACCOUNT: Final = Limit("sign_in_account", 10, timedelta(minutes=5))
SIGN_IN_ADDRESS: Final = Limit("sign_in_address", 10, timedelta(minutes=5))
RESET_ACCOUNT: Final = Limit("reset_account", 5, timedelta(days=1))
RESET_ADDRESS: Final = Limit("reset_address", 30, timedelta(days=1))
ASK_ADDRESS: Final = Limit("ask_address", 10, timedelta(hours=1))
ASK_EMAIL: Final = Limit("ask_email", 3, timedelta(days=1))
CHECK_ADDRESS: Final = Limit("check_address", 60, timedelta(minutes=10))
DROP_ADDRESS: Final = Limit("drop_address", 30, timedelta(minutes=10))


def count_try(session: Session, limit: Limit, key: str, *, at: datetime) -> bool:
    """Count one try; False when there were too many. Call it inside a change of its own.

    Who counts holds the row, so tries at the same moment are counted one by one.
    """
    row = _row(session, limit, key, at=at)
    if row.since + limit.within <= at:
        row.since, row.count = at, 0
    row.count = min(row.count + 1, limit.most + 1)
    session.flush()
    return row.count <= limit.most


def is_over(session: Session, limit: Limit, key: str, *, at: datetime) -> bool:
    """Whether there were as many tries as there may be. Counts nothing."""
    row = session.scalar(_find(limit, key))
    return row is not None and row.since + limit.within > at and row.count >= limit.most


def forget_tries(session: Session, limit: Limit, key: str) -> None:
    """Begin to count anew, as after a password that was right."""
    row = session.scalar(_find(limit, key))
    if row is not None:
        row.count = 0


def take_back_try(session: Session, limit: Limit, key: str) -> None:
    """One try less, as after a password that was right from an address that others share."""
    row = session.scalar(_find(limit, key))
    if row is not None:
        row.count = max(row.count - 1, 0)


def minutes_left(session: Session, limit: Limit, key: str, *, at: datetime) -> int:
    """How long it takes until the next try counts, in whole minutes."""
    row = session.scalar(_find(limit, key))
    left = row.since + limit.within - at if row is not None else timedelta()
    return max(1, -(-int(left.total_seconds()) // 60))


def forget_old_tries(session: Session, *, before: datetime) -> None:
    """Remove what was counted long ago; it says where people signed in."""
    session.execute(delete(Attempt).where(Attempt.since < before))


def _row(session: Session, limit: Limit, key: str, *, at: datetime) -> Attempt:
    """The row that counts, held; made where there is none, though two make it at once."""
    found = session.scalar(_find(limit, key).with_for_update())
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.add(Attempt(kind=limit.kind, key=_digest(key), since=at, count=0))
            session.flush()
    except IntegrityError:
        pass  # another try made it a moment ago
    return session.scalars(_find(limit, key).with_for_update()).one()


def _find(limit: Limit, key: str) -> Select[Attempt]:
    return select(Attempt).where(Attempt.kind == limit.kind, Attempt.key == _digest(key))


def _digest(key: str) -> str:
    """The address or account as it is kept: nobody can read it off the rows."""
    return sha256(key.strip().lower().encode()).hexdigest()
