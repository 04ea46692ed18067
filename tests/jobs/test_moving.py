"""A move to another store is killed anywhere, continued, and ends complete and equal."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from award.adapters.files import DiskFiles, FileStore, file_key, files_from_url
from award.jobs.moving import Moved, compare_all, copy_all
from award.storage.db import db
from award.storage.files import list_named
from tests.buckets import Bucket
from tests.fakes import MemoryFiles
from tests.jobs.children import child
from tests.jobs.named import name_file
from tests.making import make_authority, make_setting

FILES, KILLS = 40, 5
MOVE = """
import sys
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from award.adapters.files import files_from_url
from award.jobs.moving import copy_all
from tests.fixtures_rows import engine_options

url, source, target = sys.argv[1:]
with sessionmaker(create_engine(url, **engine_options(url)))() as session:
    tell = lambda number: print(number, flush=True)
    copy_all(session, files_from_url(source), files_from_url(target), progress=tell)
"""


def filled(session: Session, store: FileStore, count: int) -> dict[str, bytes]:
    """So many files with their rows."""
    setting = make_setting(session, make_authority(session))
    kept = {}
    for _ in range(count):
        key = file_key("leicester", str(setting.id))
        kept[key] = os.urandom(random.Random(len(kept)).randrange(1, 60_000))
        store.put(key, io.BytesIO(kept[key]), limit=60_000)
        name_file(session, setting, key, kept[key])
    return kept


def contents(store: FileStore, keys: list[str]) -> dict[str, bytes]:
    found = {}
    for key in keys:
        with store.open(key) as stream:
            found[key] = stream.read()
    return found


def test_every_file_of_a_row_is_copied_and_a_second_run_copies_none(both: Session) -> None:
    source, target = MemoryFiles(), MemoryFiles()
    kept = filled(both, source, 5)
    source.put(file_key("leicester", "1"), io.BytesIO(b"no row"), limit=10)

    first, second = copy_all(both, source, target), copy_all(both, source, target)

    assert (first, second) == (Moved(copied=5), Moved(there=5))
    assert sorted(one.key for one in target.keys()) == sorted(kept)  # noqa: SIM118
    assert contents(target, list(kept)) == contents(source, list(kept)) == kept


def test_what_is_missing_or_wrong_is_told_and_the_rest_goes_on(session: Session) -> None:
    source, target = MemoryFiles(), MemoryFiles()
    first, second, third = filled(session, source, 3)
    source.delete(first)
    source.delete(second)
    source.put(second, io.BytesIO(b"something else"), limit=100)

    moved = copy_all(session, source, target)

    assert (moved.copied, len(moved.wrong)) == (1, 2)
    assert [one.key for one in target.keys()] == [third]  # noqa: SIM118
    assert len(list(compare_all(session, target))) == 2


def test_what_lies_broken_in_the_new_place_is_put_anew(session: Session) -> None:
    source, target = MemoryFiles(), MemoryFiles()
    kept = filled(session, source, 1)
    [key] = kept
    target.put(key, io.BytesIO(b"half"), limit=100)
    before = list(compare_all(session, target))

    moved = copy_all(session, source, target)

    assert (len(before), moved, contents(target, [key])) == (1, Moved(copied=1), kept)


def test_a_move_killed_at_any_moment_and_continued_is_complete_and_equal(
    session: Session, tmp_path: Path
) -> None:
    source, target = DiskFiles(tmp_path / "old"), DiskFiles(tmp_path / "new")
    kept = filled(session, source, FILES)
    session.close()
    chance = random.Random(20260105)

    def move(own: Session) -> None:
        copy_all(own, source, target)

    for _ in range(KILLS):
        pid = child(move)
        time.sleep(chance.uniform(0.01, 0.1))  # a kill comes at a moment that nobody chose
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    before = len(list(target.keys()))
    moved = copy_all(session, source, target)

    assert (moved.copied + moved.there, moved.wrong) == (FILES, ())
    assert moved.there == before
    assert sorted(one.key for one in list_named(session)) == sorted(kept)
    assert contents(target, list(kept)) == contents(source, list(kept)) == kept


@pytest.mark.service
def test_a_move_to_s3_killed_and_continued_is_complete_and_equal(
    session: Session, tmp_path: Path, bucket: Bucket
) -> None:
    source, target_url = DiskFiles(tmp_path / "old"), bucket.url()
    kept = filled(session, source, FILES)
    url = db.engine.url.render_as_string(hide_password=False)
    session.close()
    moving = subprocess.Popen(
        [sys.executable, "-c", MOVE, url, f"file://{tmp_path}/old", target_url],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert moving.stdout is not None
    while int(moving.stdout.readline()) < FILES // 2:
        pass
    moving.send_signal(signal.SIGKILL)
    moving.communicate()
    target = files_from_url(target_url)

    moved = copy_all(session, source, target)

    assert moved.copied + moved.there == FILES
    assert moved.there >= FILES // 2
    assert list(compare_all(session, target)) == []
    assert contents(target, list(kept)) == contents(source, list(kept)) == kept
