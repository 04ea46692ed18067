"""Files in a folder of this machine: first beside, then under their key in one step."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from award.adapters.files.stores import (
    FilesTrouble,
    KeptFile,
    NotKept,
    StoredFile,
    checked_key,
    copied,
    is_key,
)

_UNFINISHED: Final = ".unfinished-"


class DiskFiles:
    """Files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, stream: BinaryIO, *, limit: int) -> StoredFile:
        path = self._path(key)
        unfinished = path.with_name(f"{_UNFINISHED}{uuid4().hex}")
        try:
            self._make_folder(path.parent)
            if path.exists():
                raise FilesTrouble(f"There is already a file under {key}")
            with _created(unfinished) as target:
                stored = copied(stream, target, limit=limit)
                target.flush()
                os.fsync(target.fileno())
            unfinished.rename(path)
            _fsync_folder(path.parent)
        except OSError as trouble:
            raise FilesTrouble(f"The file could not be kept: {trouble.strerror}") from trouble
        finally:
            with suppress(OSError):
                unfinished.unlink()
        return stored

    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except FileNotFoundError:
            raise NotKept(key) from None
        except OSError as trouble:
            raise FilesTrouble(f"The file could not be opened: {trouble.strerror}") from trouble

    def delete(self, key: str) -> None:
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
            if path.parent.exists():
                _fsync_folder(path.parent)
        except OSError as trouble:
            raise FilesTrouble(f"The file could not be removed: {trouble.strerror}") from trouble

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def keys(self) -> Iterator[KeptFile]:
        for path in self._folder.glob("*/*/*"):
            key = path.relative_to(self._folder).as_posix()
            if is_key(key):
                with suppress(FileNotFoundError):  # removed while we were looking
                    yield KeptFile(key, _changed_at(path))

    def clear_unfinished(self, before: datetime) -> int:
        cleared = 0
        for path in self._folder.glob(f"*/*/{_UNFINISHED}*"):
            with suppress(FileNotFoundError):
                if _changed_at(path) < before:
                    path.unlink()
                    cleared += 1
        return cleared

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)

    def _make_folder(self, folder: Path) -> None:
        """Make the folder and those above it, each written down in the one above."""
        if folder.is_dir():
            return
        if folder != folder.parent:
            self._make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _fsync_folder(folder.parent)


def _created(path: Path) -> BinaryIO:
    """A new file that only the program's own user can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
