"""Each job goes to one worker at a time, and comes back when its worker dies."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.jobs.claims import (
    DIED,
    MOST_TRIES,
    beat,
    claim,
    mark_done,
    mark_failed,
    queue_once,
    start_again,
    wait_after,
)
from award.jobs.means import Means
from award.storage.db import writing
from award.storage.jobs import Job

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


def a_job(session: Session, key: str = "one", at: datetime = NOW) -> None:
    with writing(session):
        queue(session, "try", {"number": 1}, key=key, at=at)


def take(means: Means, worker: str = "first", at: datetime = NOW):  # type: ignore[no-untyped-def] # what claim gives
    with means.sessions() as session:
        return claim(session, worker=worker, at=at, holds_for=HALF_AN_HOUR)


def the_job(means: Means, key: str = "one") -> Job:
    with means.sessions() as session:
        return session.scalars(select(Job).where(Job.unique_key == key)).one()


def test_a_claimed_job_is_not_given_to_another(both: Session, means: Means) -> None:
    a_job(both)

    first, second = take(means), take(means, "second")

    assert (first.kind, first.payload, second) == ("try", {"number": 1}, None)


def test_the_job_that_waited_longest_goes_first(both: Session, means: Means) -> None:
    a_job(both, "late", NOW)
    a_job(both, "early", NOW - timedelta(hours=1))

    assert take(means).id == the_job(means, "early").id


def test_a_job_for_later_waits(both: Session, means: Means) -> None:
    a_job(both, at=NOW + timedelta(minutes=1))

    assert take(means) is None


def test_the_job_of_a_worker_that_died_comes_back(both: Session, means: Means) -> None:
    a_job(both)
    take(means)

    early = take(means, "second", NOW + HALF_AN_HOUR - timedelta(seconds=1))
    late = take(means, "second", NOW + HALF_AN_HOUR)

    assert (early, late.worker, late.tries) == (None, "second", 2)


def test_a_worker_that_was_too_slow_does_not_mark_another_ones_job(
    both: Session, means: Means
) -> None:
    a_job(both)
    slow = take(means)
    take(means, "second", NOW + HALF_AN_HOUR)

    with means.sessions() as session:
        marked = mark_done(session, slow, at=NOW + HALF_AN_HOUR)
        mark_failed(session, slow, "too slow", at=NOW + HALF_AN_HOUR)

    job = the_job(means)
    assert (marked, job.done_at, job.trouble, job.claimed_by) == (False, None, "", "second")


def test_waits_grow() -> None:
    minutes = [wait_after(tries) // timedelta(minutes=1) for tries in range(1, MOST_TRIES)]

    assert minutes == [1, 5, 25, 125, 625]


def test_a_job_that_fails_six_times_is_set_aside_with_its_trouble(
    both: Session, means: Means
) -> None:
    a_job(both)
    at, taken = NOW, []
    for _ in range(MOST_TRIES):
        found = take(means, at=at)
        taken.append(at)
        with means.sessions() as session:
            mark_failed(session, found, "The mail server is away", at=at)
        at = the_job(means).run_after

    job = the_job(means)
    minutes = [(later - NOW) // timedelta(minutes=1) for later in taken]
    assert minutes == [0, 1, 6, 31, 156, 781]
    assert (job.set_aside_at, job.trouble) == (taken[-1], "The mail server is away")
    assert take(means, at=at + timedelta(days=9)) is None


def test_a_job_that_kills_its_workers_is_set_aside(both: Session, means: Means) -> None:
    a_job(both)
    for n in range(MOST_TRIES):
        take(means, at=NOW + n * HALF_AN_HOUR)

    last = take(means, at=NOW + MOST_TRIES * HALF_AN_HOUR)

    job = the_job(means)
    assert (last.kind, job.trouble) == ("", DIED)
    assert job.set_aside_at == NOW + MOST_TRIES * HALF_AN_HOUR


def test_a_job_that_was_set_aside_starts_again_from_the_beginning(
    both: Session, means: Means
) -> None:
    a_job(both)
    with writing(both):
        job = both.scalars(select(Job)).one()
        job.set_aside_at, job.tries = NOW, MOST_TRIES

    with means.sessions() as session:
        again, unknown = start_again(session, 1, at=NOW), start_again(session, 2, at=NOW)

    assert (again, unknown, take(means).tries) == (True, False, 1)


def test_a_daily_job_is_queued_once(both: Session, means: Means) -> None:
    for _ in range(2):
        with means.sessions() as session:
            queue_once(session, "sweep_files", key="sweep_files:2026-01-05", at=NOW)

    with means.sessions() as session:
        assert len(session.scalars(select(Job)).all()) == 1


def test_a_heartbeat_is_kept_and_never_claimed(both: Session, means: Means) -> None:
    with means.sessions() as session:
        beat(session, worker="first", at=NOW)
        beat(session, worker="second", at=NOW + HALF_AN_HOUR)

    row = the_job(means, "heartbeat")
    assert (row.done_at, row.claimed_by) == (NOW + HALF_AN_HOUR, "second")
    assert take(means, at=NOW + timedelta(days=1)) is None
