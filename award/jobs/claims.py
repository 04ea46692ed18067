"""Takes jobs from the table, one worker at a time for each, and says what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.queries.health import HEARTBEAT
from award.storage.db import writing
from award.storage.jobs import Job

MOST_TRIES: Final = 6
FIRST_WAIT: Final = timedelta(minutes=1)
WAITS_GROW_BY: Final = 5
LONGEST_TROUBLE: Final = 2000
# What waits for a server that is away goes on soon after it is back.
LONGEST_PAUSE: Final = timedelta(minutes=15)
PAUSES_GROW: Final = 3
DIED: Final = "Each worker that took this job ended before it was done."


class NotNow(Exception):
    """What a job needs is away. It is tried again, ever more rarely, and never set aside."""


@dataclass(frozen=True)
class Claimed:
    """A job that one worker holds: ``tries`` tells this claim from a later one."""

    id: int
    kind: str
    payload: dict[str, Any]
    worker: str
    tries: int


def claim(session: Session, *, worker: str, at: datetime, holds_for: timedelta) -> Claimed | None:
    """Take the job that has waited longest, if any; nobody else gets it until the claim ends.

    A job whose workers died again and again is set aside instead of killing the next one.
    """
    with writing(session):
        job = session.scalar(_waiting(at).with_for_update(skip_locked=True))
        if job is None:
            return None
        if job.tries >= MOST_TRIES:
            job.set_aside_at, job.trouble = at, job.trouble or DIED
            job.claimed_by = job.claimed_until = None
            return Claimed(job.id, "", {}, worker, job.tries)
        job.tries += 1
        job.claimed_by, job.claimed_until = worker, at + holds_for
        return Claimed(job.id, job.kind, dict(job.payload), worker, job.tries)


def mark_done(session: Session, claimed: Claimed, *, at: datetime) -> bool:
    """Say that the job is done; False where it was given to another worker meanwhile."""
    with writing(session):
        job = _held(session, claimed)
        if job is None:
            return False
        job.done_at, job.trouble = at, ""
        job.claimed_by = job.claimed_until = None
        return True


def mark_failed(session: Session, claimed: Claimed, trouble: str, *, at: datetime) -> None:
    """Put the job back with a growing wait; after the last try it waits for a person."""
    with writing(session):
        job = _held(session, claimed)
        if job is None:
            return
        job.trouble = trouble[:LONGEST_TROUBLE]
        job.claimed_by = job.claimed_until = None
        if claimed.tries >= MOST_TRIES:
            job.set_aside_at = at
        else:
            job.run_after = at + wait_after(claimed.tries)


def put_off(session: Session, claimed: Claimed, trouble: str, *, at: datetime) -> None:
    """Put the job back with a growing wait, as often as it takes."""
    with writing(session):
        job = _held(session, claimed)
        if job is None:
            return
        job.trouble = trouble[:LONGEST_TROUBLE]
        job.claimed_by = job.claimed_until = None
        job.run_after = at + min(wait_after(claimed.tries), LONGEST_PAUSE)
        job.tries = min(job.tries, PAUSES_GROW)


def wait_after(tries: int) -> timedelta:
    """How long a job waits after so many tries: 1, 5, 25, 125, 625 minutes."""
    minutes: int = WAITS_GROW_BY ** (tries - 1)
    return FIRST_WAIT * minutes


def start_again(session: Session, number: int, *, at: datetime) -> bool:
    """Let a job that was set aside be tried again from the beginning; False where none was."""
    with writing(session):
        job = session.get(Job, number, with_for_update=True)
        if job is None or job.set_aside_at is None:
            return False
        job.set_aside_at, job.tries, job.run_after = None, 0, at
        return True


def queue_once(session: Session, kind: str, *, key: str, at: datetime) -> None:
    """Queue a job without a payload, unless it was queued before, here or by another worker."""
    if session.scalar(select(Job.id).where(Job.unique_key == key)) is not None:
        session.rollback()
        return
    try:
        with writing(session):
            queue(session, kind, {}, key=key, at=at)
    except IntegrityError:
        return


def beat(session: Session, *, worker: str, at: datetime) -> None:
    """Leave word that a worker is alive: a job of its own kind that is always done."""
    try:
        with writing(session):
            row = session.scalar(select(Job).where(Job.unique_key == HEARTBEAT).with_for_update())
            if row is None:
                row = Job(kind=HEARTBEAT, unique_key=HEARTBEAT, written_at=at, run_after=at)
                session.add(row)
            row.claimed_by, row.done_at = worker, at
    except IntegrityError:  # another worker wrote the first one at the same moment
        return


def _waiting(at: datetime) -> Select[Job]:
    return (
        select(Job)
        .where(
            Job.done_at.is_(None),
            Job.set_aside_at.is_(None),
            Job.run_after <= at,
            or_(Job.claimed_until.is_(None), Job.claimed_until <= at),
        )
        .order_by(Job.run_after, Job.id)
        .limit(1)
    )


def _held(session: Session, claimed: Claimed) -> Job | None:
    """The job's row, held; None where the claim has passed to another worker."""
    job = session.get(Job, claimed.id, with_for_update=True, populate_existing=True)
    if job is None or job.claimed_by != claimed.worker or job.tries != claimed.tries:
        return None
    return job
