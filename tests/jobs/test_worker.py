"""The loop that runs jobs: once each, again when they fail, and it ends when it is told to."""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from award.actions.telling import queue
from award.jobs.means import Means
from award.jobs.worker import DAILY, JOBS, Run, queue_daily, run_all, run_once, work
from award.storage.db import writing
from award.storage.jobs import Job

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class PowerCut(BaseException):
    """Stands for the end of the whole program in the middle of a step."""


def add_jobs(session: Session, count: int = 1) -> None:
    with writing(session):
        for n in range(count):
            queue(session, "note", {"number": n}, key=f"note:{n}", at=NOW)


def noting(seen: list[int]) -> dict[str, Run]:
    def note(means: Means, payload: Mapping[str, Any], at: datetime) -> None:
        seen.append(payload["number"])

    return {"note": note}


def failing_with(trouble: BaseException) -> dict[str, Run]:
    def fail(means: Means, payload: Mapping[str, Any], at: datetime) -> None:
        raise trouble

    return {"note": fail}


def jobs_of(means: Means) -> list[Job]:
    with means.sessions() as session:
        return list(session.scalars(select(Job).order_by(Job.id)))


def test_a_job_is_run_and_marked(both: Session, means: Means) -> None:
    add_jobs(both)
    seen: list[int] = []

    run_once(means, worker="first", at=NOW, jobs=noting(seen))
    after = run_once(means, worker="first", at=NOW, jobs=noting(seen))

    assert (seen, after, jobs_of(means)[0].done_at) == ([0], None, NOW)


def test_a_job_runs_outside_any_transaction(both: Session, means: Means) -> None:
    add_jobs(both)

    def write(means: Means, payload: Mapping[str, Any], at: datetime) -> None:
        with means.sessions() as session, writing(session):
            queue(session, "sweep_files", {}, key="written inside", at=at)

    run_once(means, worker="first", at=NOW, jobs={"note": write})

    assert [one.unique_key for one in jobs_of(means)] == ["note:0", "written inside"]


def test_a_failed_job_is_tried_again_later(both: Session, means: Means) -> None:
    add_jobs(both)
    seen: list[int] = []
    run_once(means, worker="first", at=NOW, jobs=failing_with(ValueError("no paper")))

    at_once = run_once(means, worker="first", at=NOW, jobs=noting(seen))
    trouble = jobs_of(means)[0].trouble
    run_once(means, worker="first", at=NOW + timedelta(minutes=1), jobs=noting(seen))

    assert (at_once, trouble, seen) == (None, "ValueError: no paper", [0])
    assert jobs_of(means)[0].trouble == ""


def test_one_job_that_fails_does_not_keep_the_next_one_waiting(both: Session, means: Means) -> None:
    add_jobs(both, 2)
    seen: list[int] = []

    def fail_first(means: Means, payload: Mapping[str, Any], at: datetime) -> None:
        if payload["number"] == 0:
            raise ValueError
        seen.append(payload["number"])

    run_all(means, worker="first", at=NOW, jobs={"note": fail_first})

    assert seen == [1]


def test_a_job_of_an_unknown_kind_says_so(both: Session, means: Means) -> None:
    add_jobs(both)

    run_once(means, worker="first", at=NOW, jobs={})

    assert jobs_of(means)[0].trouble == (
        "UnknownJob: This version of the program knows no job called note"
    )


def test_a_job_whose_worker_was_killed_is_run_by_another(both: Session, means: Means) -> None:
    add_jobs(both)
    seen: list[int] = []
    with pytest.raises(PowerCut):
        run_once(means, worker="first", at=NOW, jobs=failing_with(PowerCut()))

    early = run_once(means, worker="second", at=NOW, jobs=noting(seen))
    run_once(means, worker="second", at=NOW + timedelta(minutes=30), jobs=noting(seen))

    assert (early, seen) == (None, [0])


def test_two_workers_at_once_run_each_job_once(both: Session, means: Means) -> None:
    add_jobs(both, 40)
    seen: list[int] = []
    both.close()
    start = threading.Barrier(2)

    def run(name: str) -> None:
        start.wait()
        run_all(means, worker=name, at=NOW, jobs=noting(seen))

    threads = [threading.Thread(target=run, args=(name,)) for name in ("first", "second")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert Counter(seen) == Counter(range(40))
    assert [one.tries for one in jobs_of(means)] == [1] * 40


def test_the_worker_ends_when_it_is_told_to_and_finishes_its_job(
    both: Session, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_jobs(both, 2)
    stop, seen = threading.Event(), []

    def note(means: Means, payload: Mapping[str, Any], at: datetime) -> None:
        stop.set()
        seen.append(payload["number"])

    monkeypatch.setitem(JOBS, "note", note)
    early = NOW.replace(hour=1)
    with writing(both):
        for one in both.scalars(select(Job)):
            one.run_after = early

    work(means, worker="first", stop=stop, now=lambda: early)

    assert seen == [0]
    assert [one.done_at for one in jobs_of(means)] == [early, None, early]


def test_the_worker_outlives_a_database_that_is_away(both: Session, means: Means) -> None:
    stop, asked = threading.Event(), []

    def away() -> Session:
        asked.append(1)
        if len(asked) == 2:
            stop.set()
        raise OperationalError("SELECT", {}, Exception("gone"))

    broken = Means(
        sessions=away,
        files=means.files,
        mailer=means.mailer,
        draw=means.draw,
        sealing=means.sealing,
        public_url=means.public_url,
        sender=means.sender,
    )

    work(broken, worker="first", stop=stop, now=lambda: NOW, pause_seconds=0)

    assert len(asked) == 2


def test_the_days_jobs_are_queued_once_their_hour_has_come(both: Session, means: Means) -> None:
    keys = []
    for hour in (1, 4, 7, 9):
        queue_daily(means, at=NOW.replace(hour=hour))
        keys.append([one.unique_key for one in jobs_of(means)])

    kinds = ("let_go_of_removed", "sweep_files", "let_go_of_children", "refresh_waits")
    early = [f"{kind}:2026-01-05" for kind in kinds[:3]]
    every = [*early, "refresh_waits:2026-01-05"]
    assert keys == [[], early, every, every]


def test_every_daily_job_is_known() -> None:
    assert {kind for kind, _ in DAILY} <= set(JOBS)
