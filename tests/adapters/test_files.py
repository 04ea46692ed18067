"""Files appear whole or not at all, and no key climbs out of its folder."""

import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

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
from tests.fakes import MemoryFiles

KEY = "leicester/12/0123456789abcdef0123456789abcdef"


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return DiskFiles(tmp_path / "files") if request.param == "disk" else MemoryFiles()


def everything_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


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


class Breaking(io.RawIOBase):
    """A stream whose sender goes away after the first piece."""

    def __init__(self) -> None:
        self._pieces = iter([b"x" * 1000])

    def read(self, size: int = -1) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            raise ConnectionResetError("gone") from None


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    stream: BinaryIO = Breaking()  # type: ignore[assignment]

    with pytest.raises(FilesTrouble):
        DiskFiles(tmp_path).put(KEY, stream, limit=10_000)

    assert everything_in(tmp_path) == []


def test_a_file_is_read_piece_by_piece_never_whole(tmp_path: Path) -> None:
    sizes: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            sizes.append(-1 if size is None else size)
            return super().read(size)

    DiskFiles(tmp_path).put(KEY, Watched(b"x" * 3_000_000), limit=5_000_000)

    assert min(sizes) > 0
    assert max(sizes) <= 1 << 20


def test_only_the_programs_own_user_can_read_what_is_kept(tmp_path: Path) -> None:
    DiskFiles(tmp_path / "files").put(KEY, io.BytesIO(b"x"), limit=10)

    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "files").rglob("*")}
    assert modes == {0}


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")

    with pytest.raises(FilesTrouble, match="could not be kept"):
        DiskFiles(tmp_path / "files").put(KEY, io.BytesIO(b"x"), limit=10)


@pytest.fixture
def killed_upload(tmp_path: Path) -> Iterator[Path]:
    """A folder in which an upload was killed half way."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from award.adapters.files import DiskFiles\n"
        "class Stream:\n"
        "    went = False\n"
        "    def read(self, size):\n"
        "        if self.went: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        self.went = True\n"
        "        return b'x' * 400_000\n"
        f"DiskFiles(Path(sys.argv[1])).put({KEY!r}, Stream(), limit=10**9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    return tmp_path


def test_a_killed_upload_shows_no_file_and_the_sweep_clears_it(killed_upload: Path) -> None:
    store = DiskFiles(killed_upload)
    assert len(everything_in(killed_upload)) == 1

    assert (store.exists(KEY), list(store.keys())) == (False, [])
    assert store.clear_unfinished(datetime.now(UTC) - timedelta(days=1)) == 0
    assert store.clear_unfinished(datetime.now(UTC) + timedelta(days=1)) == 1
    assert everything_in(killed_upload) == []


def test_the_store_is_the_folder_that_the_address_names(tmp_path: Path) -> None:
    folder = tmp_path / "our files"

    files_from_url(f"file://{str(folder).replace(' ', '%20')}").put(KEY, io.BytesIO(b"x"), limit=9)

    assert (folder / KEY).read_bytes() == b"x"


@pytest.mark.parametrize(
    "url", ["s3://bucket/prefix", "instance/files", "file://elsewhere/files", "file:///", "", "/f"]
)
def test_an_address_of_another_kind_is_refused_with_the_kind_that_works(url: str) -> None:
    with pytest.raises(ValueError, match="like file:///var/lib/award/files"):
        files_from_url(url)
