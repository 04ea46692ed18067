"""Uploads killed at each of their steps: nothing acknowledged is lost, nothing half stays."""

import hashlib
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.adapters.files import DiskFiles, FileStore
from award.domain.stages import Stage
from award.jobs.examine import file_troubles
from award.jobs.sweep import sweep_files
from award.storage.accounts import User
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceVersion
from tests.buckets import Bucket
from tests.fixtures_web import built_app, signing_in, web_config
from tests.jobs.conftest import in_memory
from tests.making import journey_at
from tests.pages import PageClient
from tests.uploading import (
    AS_ROW,
    COMING,
    IN_S3,
    KEPT,
    ON_DISK,
    Sender,
    in_a_copy,
    send,
    sender_of,
    told_as_words,
)

ROOT = Path(__file__).parents[3]

KILLS = 500
KILLS_ELSEWHERE = 30
FIRST = "the first of all"


def sender_in(app: Flask, rows: Session, sign_in: Callable[[User], PageClient]) -> Sender:
    """A lead with the form open; a first file is there, so that the store has its folders."""
    walking, journey = journey_at(rows, Stage.GATHERING)
    at = f"/setting/{walking.setting.id}/journeys/{journey.id}/criteria/1.4/evidence/add"
    with clock.frozen_at(walking.pass_time(hours=1)):
        sender = sender_of(sign_in(walking.cast.lead), at)
    assert send(app, sender, FIRST) == 302
    rows.rollback()
    return sender


def check(app: Flask, rows: Session, acknowledged: set[str]) -> set[str]:
    """No row lacks its file, what was acknowledged is whole, and no orphan stays after the sweep.

    Returns the titles that are there.
    """
    files: FileStore = app.extensions["files"]
    rows.rollback()
    rows.expire_all()
    found = rows.execute(
        select(EvidenceItem.title, EvidenceVersion).join(
            EvidenceVersion, EvidenceVersion.item_id == EvidenceItem.id
        )
    ).all()
    sent = {title: (file.key, file.sha256) for title, file in found}
    assert acknowledged <= set(sent)
    for title in acknowledged:
        with files.open(sent[title][0]) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == sent[title][1]
    keys = {key for key, _ in sent.values()}
    assert list(file_troubles(rows, files)) == []
    rows.rollback()
    with app.app_context():
        sweep_files(replace(in_memory(), files=files), at=clock.now() + timedelta(days=2))
    assert {one.key for one in list(files.keys())} == keys
    return set(sent)


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskFiles:
    files = DiskFiles(tmp_path / "files")
    monkeypatch.setitem(app.extensions, "files", files)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "beside"))
    (tmp_path / "beside").mkdir()
    return files


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_killed_at_each_step_from_its_first_bytes_on_an_upload_is_kept_whole_or_not_at_all(
    app: Flask,
    rows: Session,
    signed_in_as: Callable[[User], PageClient],
    store: DiskFiles,
    tmp_path: Path,
) -> None:
    sender = sender_in(app, rows, signed_in_as)
    points, missed = COMING | ON_DISK | AS_ROW, []

    for point, arm in points.items():

        def work(point: str = point, arm: Callable[[], None] = arm) -> None:
            arm()
            send(app, sender, point)

        _, status = os.waitpid(in_a_copy(app, work), 0)
        missed += [] if os.WIFSIGNALED(status) else [point]

    assert missed == []
    assert check(app, rows, {FIRST}) == {FIRST, *KEPT}
    left = [one for one in (tmp_path / "files").rglob("*") if one.is_file()]
    assert len(left) == 3
    assert list((tmp_path / "beside").iterdir()) == []


class Killed:
    """Uploads in copies of this process, each killed at a moment of its way that nobody chose.

    How long one takes depends on the machine, so the longest wait grows after each that was
    killed half way and shrinks after each that was acknowledged: both happen about as often.
    """

    def __init__(self, app: Flask, sender: Sender, told: Path) -> None:
        self.app, self.sender, self.told = app, sender, told
        begun = time.perf_counter()
        send(app, sender, "to know how long it takes")
        self.longest = 2 * (time.perf_counter() - begun)
        self.chance = random.Random(20260105)
        self.told.touch()

    def one(self, number: int) -> bool:
        """One upload; whether it was acknowledged before it was killed."""
        before, (listen, speak) = self.told.stat().st_size, os.pipe()
        pid = in_a_copy(self.app, lambda: self.work(f"number {number}", speak))
        os.close(speak)
        assert os.read(listen, 1) == b"!", "it died before its upload had begun"
        os.close(listen)
        time.sleep(self.chance.uniform(0, self.longest))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        acknowledged = self.told.stat().st_size > before
        self.longest *= 0.95 if acknowledged else 1.05
        return acknowledged

    def work(self, title: str, speak: int) -> None:
        """What the copy does: says that it is up, sends a file, and says so."""
        with self.told.open("a") as out:
            os.write(speak, b"!")
            if send(self.app, self.sender, title) == 302:
                out.write(f"{title}\n")
                out.flush()
            signal.pause()


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_500_uploads_killed_at_random_lose_nothing(
    app: Flask,
    rows: Session,
    signed_in_as: Callable[[User], PageClient],
    store: DiskFiles,
    tmp_path: Path,
    count: Callable[[str, int], None],
) -> None:
    sender = sender_in(app, rows, signed_in_as)
    killed = Killed(app, sender, tmp_path / "told")

    acknowledged = sum(killed.one(number) for number in range(KILLS))

    titles = set(killed.told.read_text().splitlines())
    assert len(titles) == acknowledged
    assert min(acknowledged, KILLS - acknowledged) >= KILLS // 3
    kept = check(app, rows, {FIRST, *titles})
    count("uploads killed under way", KILLS - acknowledged)
    count("of these kept all the same", len(kept) - 2 - acknowledged)
    count("uploads acknowledged and kept", acknowledged)


@dataclass(frozen=True)
class Elsewhere:
    """The program on PostgreSQL with its files in S3, to which other processes send."""

    urls: dict[str, str]
    folder: Path
    sender: Sender
    rows: Session
    app: Flask

    def begin(self, **more: str) -> subprocess.Popen[bytes]:
        words = told_as_words(self.urls, self.folder, self.sender, **more)
        return subprocess.Popen(words, cwd=ROOT)


@pytest.fixture
def elsewhere(postgres_tables: str, bucket: Bucket, tmp_path: Path) -> Iterator[Elsewhere]:
    urls = {"database_url": postgres_tables, "files_url": bucket.url()}
    app = built_app(web_config(tmp_path, **urls))
    with app.app_context():
        engine = db.engine
    with Session(engine) as rows:
        sender = sender_in(app, rows, signing_in(app, rows))
        yield Elsewhere(urls, tmp_path, sender, rows, app)
    engine.dispose()


@pytest.mark.soak
def test_on_postgresql_and_s3_an_upload_killed_at_each_step_is_kept_whole_or_not_at_all(
    elsewhere: Elsewhere,
) -> None:
    points = COMING | IN_S3 | AS_ROW

    ended = {point: elsewhere.begin(point=point).wait(60) for point in points}

    assert [point for point, code in ended.items() if code != -signal.SIGKILL] == []
    assert check(elsewhere.app, elsewhere.rows, {FIRST}) == {FIRST, *KEPT}


@pytest.mark.soak
def test_on_postgresql_and_s3_uploads_killed_at_random_lose_nothing(
    elsewhere: Elsewhere, count: Callable[[str, int], None]
) -> None:
    told, chance = elsewhere.folder / "told", random.Random(20260106)
    for number in range(KILLS_ELSEWHERE):
        before = told.read_text().count("!") if told.exists() else 0
        process = elsewhere.begin(told=str(told), name=str(number))
        until = time.monotonic() + 60
        while not told.exists() or told.read_text().count("!") == before:
            assert time.monotonic() < until, "it did not come up"
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.6))
        process.kill()
        process.wait()

    titles = set(told.read_text().split("\n")) - {"!", ""}
    kept = check(elsewhere.app, elsewhere.rows, {FIRST, *titles})
    assert titles
    count("processes killed amid uploads to S3", KILLS_ELSEWHERE)
    count("of their uploads acknowledged and kept", len(titles))
    count("of their uploads kept, not acknowledged", len(kept) - 1 - len(titles))
