"""The worker: claims a job, runs it, and marks it; the same loop on SQLite and PostgreSQL."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Event
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from award.adapters import clock
from award.jobs.certificates import render_certificate
from award.jobs.claims import (
    Claimed,
    NotNow,
    beat,
    claim,
    mark_done,
    mark_failed,
    put_off,
    queue_once,
)
from award.jobs.deliver import deliver_letter
from award.jobs.leaving import hand_back
from award.jobs.let_go import let_go_of_children, let_go_of_removed
from award.jobs.means import Means
from award.jobs.previews import make_preview
from award.jobs.remind import refresh_waits
from award.jobs.scan_files import scan_file
from award.jobs.sweep import sweep_files
from award.storage.days import LONDON

logger = logging.getLogger(__name__)

Run = Callable[[Means, Mapping[str, Any], datetime], object]

JOBS: Final[Mapping[str, Run]] = {
    "deliver_letter": lambda means, payload, at: deliver_letter(means, payload["letter_id"], at=at),
    "render_certificate": lambda means, payload, at: render_certificate(
        means, payload["certificate_id"], at=at
    ),
    "scan_file": lambda means, payload, at: scan_file(means, payload["version_id"], at=at),
    "make_preview": lambda means, payload, at: make_preview(means, payload["version_id"], at=at),
    "hand_back_work": lambda means, payload, at: hand_back(
        means, payload["authority_id"], payload["user_id"], at=at
    ),
    "refresh_waits": lambda means, _, at: refresh_waits(means, at=at),
    "let_go_of_children": lambda means, _, at: let_go_of_children(means, at=at),
    "let_go_of_removed": lambda means, _, at: let_go_of_removed(means, at=at),
    "sweep_files": lambda means, _, at: sweep_files(means, at=at),
}
# What runs once a day, from this hour in England on.
DAILY: Final = (
    ("let_go_of_removed", 2),
    ("sweep_files", 3),
    ("let_go_of_children", 4),
    ("refresh_waits", 6),
)
HOLDS_FOR: Final = timedelta(minutes=30)
BEATS_EVERY: Final = timedelta(seconds=30)
PAUSE_SECONDS: Final = 2.0


class UnknownJob(Exception):
    """A job of a kind that this version of the program does not know."""


def run_once(
    means: Means, *, worker: str, at: datetime, jobs: Mapping[str, Run] = JOBS
) -> Claimed | None:
    """Claim the next job, run it outside any transaction, and mark it; None if none waits."""
    with means.sessions() as session:
        claimed = claim(session, worker=worker, at=at, holds_for=HOLDS_FOR)
    if claimed is None or not claimed.kind:
        return claimed
    try:
        trouble = _trouble_with(means, claimed, at=at, jobs=jobs)
    except NotNow as away:
        with means.sessions() as session:
            put_off(session, claimed, str(away), at=at)
        return claimed
    with means.sessions() as session:
        if trouble is None:
            mark_done(session, claimed, at=at)
        else:
            mark_failed(session, claimed, trouble, at=at)
    return claimed


def run_all(means: Means, *, worker: str, at: datetime, jobs: Mapping[str, Run] = JOBS) -> int:
    """Run whatever waits now, and say how many jobs that were."""
    count = 0
    while run_once(means, worker=worker, at=at, jobs=jobs) is not None:
        count += 1
    return count


def queue_daily(means: Means, *, at: datetime) -> None:
    """Queue what runs once a day, when its hour has come; twice does nothing."""
    here = at.astimezone(LONDON)
    with means.sessions() as session:
        for kind, hour in DAILY:
            if here.hour >= hour:
                queue_once(session, kind, key=f"{kind}:{here.date()}", at=at)


def work(
    means: Means,
    *,
    worker: str,
    stop: Event,
    now: Callable[[], datetime] = clock.now,
    pause_seconds: float = PAUSE_SECONDS,
) -> None:
    """Run jobs as they come until ``stop`` is set; the job under way is finished first.

    A database that is away is waited for.
    """
    beaten: datetime | None = None
    while not stop.is_set():
        try:
            at = now()
            if beaten is None or at - beaten >= BEATS_EVERY or at < beaten:
                with means.sessions() as session:
                    beat(session, worker=worker, at=at)
                queue_daily(means, at=at)
                beaten = at
            idle = run_once(means, worker=worker, at=at) is None
        except SQLAlchemyError:
            logger.exception("The database did not answer; the worker tries again")
            idle = True
        if idle:
            stop.wait(pause_seconds)


def _trouble_with(
    means: Means, claimed: Claimed, *, at: datetime, jobs: Mapping[str, Run]
) -> str | None:
    """Run the job; what went wrong, in a sentence, or None. NotNow passes through."""
    try:
        run = jobs.get(claimed.kind)
        if run is None:
            raise UnknownJob(f"This version of the program knows no job called {claimed.kind}")
        run(means, claimed.payload, at)
    except NotNow:
        raise
    except Exception as trouble:
        logger.warning("Job %s (%s) failed: %s", claimed.id, claimed.kind, trouble)
        return f"{type(trouble).__name__}: {trouble}"
    return None
