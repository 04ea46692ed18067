"""Keeps files: bytes go in as a stream, under a key that says nothing of their name."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

CHUNK: Final = 1 << 18
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}/[0-9a-f]{32}", re.ASCII)
_UNFINISHED: Final = ".unfinished-"


class TooLarge(Exception):
    """The stream held more than was allowed; nothing of it was kept."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"The file is larger than {limit_bytes:,} bytes")
        self.limit_bytes = limit_bytes


class NotKept(Exception):
    """There is no file under this key."""


class FilesTrouble(Exception):
    """The place where files are kept cannot be written or read at the moment."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What was kept: counted and hashed while it went by."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A key in the store and the moment when its file was put there."""

    key: str
    kept_at: datetime


class FileStore(Protocol):
    """Where files are kept. A file appears whole or not at all, and is never overwritten."""

    def put(self, key: str, stream: BinaryIO, *, limit: int) -> StoredFile:
        """Keep the stream; TooLarge once it has more than `limit` bytes."""

    def open(self, key: str) -> BinaryIO:
        """The file's bytes, to be closed by the caller; NotKept where there is none."""

    def delete(self, key: str) -> None:
        """Remove the file. To remove what is already gone is no trouble."""

    def exists(self, key: str) -> bool:
        """Whether there is a file under this key."""

    def keys(self) -> Iterator[KeptFile]:
        """Every file with its age, for the sweep."""

    def clear_unfinished(self, before: datetime) -> int:
        """Remove what uploads that were cut off left behind before then; how many there were."""


def file_key(authority: str, setting: str) -> str:
    """A new key, never used before: authority/setting/uuid."""
    return checked_key(f"{authority}/{setting}/{uuid4().hex}")


def checked_key(key: str) -> str:
    """The key itself, where it has the one shape that keys have; so no key can climb out."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a key of the form authority/setting/uuid")
    return key


def copied(stream: BinaryIO, target: BinaryIO, *, limit: int) -> StoredFile:
    """Copy piece by piece, counting and hashing; stop with TooLarge past the limit."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    return StoredFile(size, digest.hexdigest())


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
            if _KEY.fullmatch(key):
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


def files_from_url(url: str) -> FileStore:
    """The store that FILES_URL names."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or parts.path in ("", "/"):
        raise ValueError(
            "FILES_URL must name a folder of this machine, like file:///var/lib/award/files. "
            f"It begins with {parts.scheme or 'nothing'}://{parts.hostname or ''}."
        )
    return DiskFiles(Path(unquote(parts.path)))


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
