"""On disk a file appears in one step, and what was cut off stays out of sight."""

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from award.adapters.files import DiskFiles, FilesTrouble
from tests.adapters.files.streams import Breaking

KEY = "leicester/12/0123456789abcdef0123456789abcdef"


def everything_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(FilesTrouble):
        DiskFiles(tmp_path).put(KEY, cast("BinaryIO", Breaking()), limit=1_000_000)

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
