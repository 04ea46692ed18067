"""What every place for files promises: in memory, on disk and in a real S3 bucket alike."""

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from award.adapters.files import (
    DiskFiles,
    FileStore,
    FilesTrouble,
    NotKept,
    StoredFile,
    TooLarge,
    file_key,
    files_from_url,
)
from tests.adapters.files.streams import Breaking
from tests.buckets import Bucket
from tests.fakes import MemoryFiles

KEY = "leicester/12/0123456789abcdef0123456789abcdef"


PART = 5 << 20


@pytest.fixture(params=["disk", "memory", pytest.param("bucket", marks=pytest.mark.service)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "bucket":
        bucket: Bucket = request.getfixturevalue("bucket")
        return files_from_url(bucket.url())
    return DiskFiles(tmp_path / "files") if request.param == "disk" else MemoryFiles()


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART + 7])
def test_files_of_every_size_come_back_whole(store: FileStore, size: int) -> None:
    content = os.urandom(size)

    stored = store.put(KEY, io.BytesIO(content), limit=size)

    assert stored == StoredFile(size, hashlib.sha256(content).hexdigest())
    with store.open(KEY) as kept:
        assert kept.read() == content


def test_a_large_file_over_the_limit_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(TooLarge):
        store.put(KEY, io.BytesIO(bytes(2 * PART)), limit=2 * PART - 1)

    assert (store.exists(KEY), list(store.keys())) == (False, [])


def test_a_large_file_is_never_overwritten(store: FileStore) -> None:
    store.put(KEY, io.BytesIO(b"first"), limit=10)

    with pytest.raises(FilesTrouble):
        store.put(KEY, io.BytesIO(bytes(PART + 1)), limit=PART + 1)

    with store.open(KEY) as kept:
        assert kept.read() == b"first"


@pytest.mark.parametrize("pieces", [1, 24])
def test_an_upload_whose_sender_goes_away_leaves_nothing(store: FileStore, pieces: int) -> None:
    with pytest.raises((FilesTrouble, ConnectionResetError)):
        store.put(KEY, cast("BinaryIO", Breaking(pieces)), limit=100_000_000)

    assert (store.exists(KEY), list(store.keys())) == (False, [])


def test_a_file_can_be_read_from_any_place(store: FileStore) -> None:
    content = os.urandom(3_000_000)
    store.put(KEY, io.BytesIO(content), limit=3_000_000)

    with store.open(KEY) as kept:
        kept.seek(2_900_000)
        last = kept.read()
        kept.seek(10)
        first = kept.read(20)

    assert (first, last) == (content[10:30], content[2_900_000:])


def test_what_was_put_comes_back_byte_for_byte_with_its_size_and_hash(store: FileStore) -> None:
    content = os.urandom(700_000)

    stored = store.put(KEY, io.BytesIO(content), limit=1_000_000)

    assert stored == StoredFile(700_000, hashlib.sha256(content).hexdigest())
    assert store.exists(KEY)
    with store.open(KEY) as kept:
        assert kept.read() == content


def test_a_file_of_just_the_limit_is_kept(store: FileStore) -> None:
    stored = store.put(KEY, io.BytesIO(b"x" * 1000), limit=1000)

    assert stored.size == 1000


def test_a_file_one_byte_over_the_limit_is_refused_and_nothing_is_left(store: FileStore) -> None:
    with pytest.raises(TooLarge) as refusal:
        store.put(KEY, io.BytesIO(b"x" * 1001), limit=1000)

    assert refusal.value.limit_bytes == 1000
    assert not store.exists(KEY)
    assert list(store.keys()) == []


def test_a_file_is_never_overwritten(store: FileStore) -> None:
    store.put(KEY, io.BytesIO(b"first"), limit=10)

    with pytest.raises(FilesTrouble):
        store.put(KEY, io.BytesIO(b"second"), limit=10)

    with store.open(KEY) as kept:
        assert kept.read() == b"first"


def test_a_file_that_is_not_there_cannot_be_opened(store: FileStore) -> None:
    with pytest.raises(NotKept):
        store.open(KEY)

    assert not store.exists(KEY)


def test_a_file_is_gone_once_removed_and_may_be_removed_again(store: FileStore) -> None:
    store.put(KEY, io.BytesIO(b"x"), limit=10)

    store.delete(KEY)
    store.delete(KEY)

    assert not store.exists(KEY)


def test_keys_come_with_the_moment_they_were_put(store: FileStore) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    store.put(KEY, io.BytesIO(b"x"), limit=10)

    kept = list(store.keys())

    assert [one.key for one in kept] == [KEY]
    assert before < kept[0].kept_at < datetime.now(UTC) + timedelta(seconds=2)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../../etc/passwd",
        "leicester/../0123456789abcdef0123456789abcdef",
        "/leicester/12/0123456789abcdef0123456789abcdef",
        "leicester/12/0123456789abcdef0123456789abcdef/x",
        "leicester/12/report.pdf",
        "leicester/12/0123456789abcdef0123456789abcdef\n",
        "leicester/12/0123456789ABCDEF0123456789abcdef",
        "leicester\\12\\0123456789abcdef0123456789abcdef",
        "leicester/1\u0662/0123456789abcdef0123456789abcdef",
        "leicester/12/\0" + "a" * 31,
    ],
)
def test_a_key_of_any_other_shape_is_refused_by_every_call(store: FileStore, key: str) -> None:
    with pytest.raises(ValueError, match="is not a key"):
        store.put(key, io.BytesIO(b"x"), limit=10)
    with pytest.raises(ValueError, match="is not a key"):
        store.open(key)
    with pytest.raises(ValueError, match="is not a key"):
        store.delete(key)
    with pytest.raises(ValueError, match="is not a key"):
        store.exists(key)


def test_a_new_key_names_authority_and_setting_and_is_never_the_same() -> None:
    first, second = file_key("leicester", "12"), file_key("leicester", "12")

    assert first.startswith("leicester/12/")
    assert first != second


def test_a_key_cannot_be_made_from_a_name_that_climbs() -> None:
    with pytest.raises(ValueError, match="is not a key"):
        file_key("..", "12")
