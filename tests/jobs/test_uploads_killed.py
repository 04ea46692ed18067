"""Uploads killed anywhere: no acknowledged file is lost, no row lacks its file, no orphan stays."""

import hashlib
import io
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.adapters.files import DiskFiles, file_key
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.jobs.examine import file_troubles
from award.jobs.sweep import sweep_files
from award.storage.db import transaction
from award.storage.evidence import EvidenceVersion, Scan
from award.storage.journeys import Journey
from tests.jobs.children import child
from tests.jobs.conftest import in_memory
from tests.making import journey_at

SIZE = 600_000
KILLS = 500


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(owner: Any, name: str, *, when: str, call: int = 1) -> None:
    """Let a function end the process, before or after its so-manieth call."""
    real, calls = getattr(owner, name), []

    def one(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if when == "before" and len(calls) == call:
            die()
        result = real(*given, **named)
        if when == "after" and len(calls) == call:
            die()
        return result

    setattr(owner, name, one)


def at_commit(when: str) -> Callable[[], None]:
    def begin() -> None:
        event.listen(Session, f"{when}_commit", lambda _: die())

    return begin


def in_words(_session: Session, _context: object, _instances: object = None) -> None:
    die()


# Every step of an upload, in the order in which they happen.
POINTS: dict[str, Callable[[], None]] = {
    "before the file beside is made": lambda: dying(os, "open", when="before"),
    "once the file beside is made": lambda: dying(os, "fdopen", when="before"),
    "before its bytes are on the disk": lambda: dying(os, "fsync", when="before", call=FOLDERS + 1),
    "once its bytes are on the disk": lambda: dying(os, "fsync", when="after", call=FOLDERS + 1),
    "before it gets its name": lambda: dying(Path, "rename", when="before"),
    "once it has its name": lambda: dying(Path, "rename", when="after"),
    "once its folder is on the disk": lambda: dying(os, "fsync", when="after", call=FOLDERS + 2),
    "before the row is written": lambda: event.listen(Session, "before_flush", in_words),
    "once the row is written": lambda: event.listen(Session, "after_flush", in_words),
    "before the change is kept": at_commit("before"),
    "once the change is kept": at_commit("after"),
}
FOLDERS = 0  # the store's folders are there already, so none is made durable on the way


def upload(session: Session, files: DiskFiles, by: Actor, at: datetime) -> str:
    """One upload as a request makes it: bytes first, then the row in one change."""
    content = os.urandom(SIZE)
    key = file_key("leicester", "1")
    stored = files.put(key, io.BytesIO(content), limit=SIZE)
    kept = KeptBytes(key, "a.jpg", stored.sha256, stored.size, "image/jpeg", Scan.NOT_ASKED)
    words = EvidenceWords(title="A photo", criterion="1.1", recognisable=False)
    journey = session.scalars(select(Journey)).one()
    with transaction(lock=journey) as held:
        add_evidence(held, words, file=kept, by=by, at=at)
    return key


Giver = tuple[Actor, datetime]


@pytest.fixture
def giver(session: Session) -> Giver:
    """Who gives evidence, and when; there is a journey to give it to."""
    walking, _ = journey_at(session, Stage.GATHERING)
    return walking.by(Role.LEAD), walking.at


def check(session: Session, files: DiskFiles, folder: Path, acknowledged: list[str]) -> None:
    """Nothing acknowledged is lost, no row lacks its file, and after the sweep no orphan stays."""
    session.rollback()
    session.expire_all()
    rows = {one.key: one.sha256 for one in session.scalars(select(EvidenceVersion))}
    session.rollback()
    assert set(acknowledged) <= set(rows)
    assert list(file_troubles(session, files)) == []
    for key in acknowledged:
        with files.open(key) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == rows[key]
    sweep_files(replace(in_memory(), files=files), at=clock.now() + timedelta(days=2))
    left = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    assert left == set(rows)


@pytest.mark.parametrize("point", POINTS)
def test_an_upload_killed_at_a_named_point_loses_nothing_and_leaves_nothing(
    session: Session, giver: Giver, tmp_path: Path, point: str
) -> None:
    files = DiskFiles(tmp_path / "files")
    first = upload(session, files, *giver)
    session.close()

    def work(own: Session) -> None:
        POINTS[point]()
        upload(own, files, *giver)

    _, status = os.waitpid(child(work), 0)

    assert os.WIFSIGNALED(status), "the point was never reached"
    check(session, files, tmp_path / "files", [first])
    kept = len(session.scalars(select(EvidenceVersion)).all())
    assert kept == (2 if point == "once the change is kept" else 1)


class Killed:
    """Uploads in children of their own, each killed at a moment of its way that nobody chose.

    How long an upload takes depends on the machine, so the longest wait grows after each that was
    killed half way and shrinks after each that was acknowledged: both happen about as often.
    """

    def __init__(self, files: DiskFiles, giver: Giver, told: Path, seconds: float) -> None:
        self.files, self.giver, self.told = files, giver, told
        self.longest, self.chance = 2 * seconds, random.Random(20260105)
        self.told.touch()

    def one(self) -> bool:
        """One upload; whether it was acknowledged before it was killed."""
        before, (listen, speak) = self.told.stat().st_size, os.pipe()
        pid = child(lambda own: self.work(own, speak))
        os.close(speak)
        assert os.read(listen, 1) == b"!", "it died before its upload had begun"
        os.close(listen)
        time.sleep(self.chance.uniform(0, self.longest))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        acknowledged = self.told.stat().st_size > before
        self.longest *= 0.95 if acknowledged else 1.05
        return acknowledged

    def work(self, own: Session, speak: int) -> None:
        """What the child does: says that it is up, gives a file, and says so."""
        own.execute(select(1))
        own.rollback()
        with self.told.open("a") as out:
            os.write(speak, b"!")
            key = upload(own, self.files, *self.giver)
            out.write(f"{key}\n")
            out.flush()
            signal.pause()


@pytest.mark.soak
def test_500_uploads_killed_at_random_lose_nothing(
    session: Session, giver: Giver, tmp_path: Path, count: Callable[[str, int], None]
) -> None:
    files, told = DiskFiles(tmp_path / "files"), tmp_path / "told"
    begun = time.perf_counter()
    first = upload(session, files, *giver)
    killed = Killed(files, giver, told, time.perf_counter() - begun)
    session.close()

    acknowledged = sum(killed.one() for _ in range(KILLS))

    keys = told.read_text().splitlines()
    assert len(keys) == acknowledged
    assert min(acknowledged, KILLS - acknowledged) >= KILLS // 3
    check(session, files, tmp_path / "files", [first, *keys])
    kept = len(session.scalars(select(EvidenceVersion)).all()) - 1
    count("uploads killed under way", KILLS - acknowledged)
    count("of these kept all the same", kept - acknowledged)
    count("uploads acknowledged and kept", acknowledged)
