"""What a place for files promises, and how its keys and troubles look."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final, Protocol
from uuid import uuid4

CHUNK: Final = 1 << 18
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}/[0-9a-f]{32}", re.ASCII)


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
    if not is_key(key):
        raise ValueError(f"{key!r} is not a key of the form authority/setting/uuid")
    return key


def is_key(text: str) -> bool:
    """Whether a text has the shape of a key."""
    return _KEY.fullmatch(text) is not None


class Counted:
    """Reads a stream piece by piece, counting and hashing what goes by."""

    def __init__(self, stream: BinaryIO, *, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._digest, self._size = hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        """The pieces. Raises TooLarge past the limit."""
        while chunk := self._stream.read(CHUNK):
            self._size += len(chunk)
            if self._size > self._limit:
                raise TooLarge(self._limit)
            self._digest.update(chunk)
            yield chunk

    @property
    def stored(self) -> StoredFile:
        """What went by so far."""
        return StoredFile(self._size, self._digest.hexdigest())


def copied(stream: BinaryIO, target: BinaryIO, *, limit: int) -> StoredFile:
    """Copy piece by piece, counting and hashing; stop with TooLarge past the limit."""
    counted = Counted(stream, limit=limit)
    for chunk in counted:
        target.write(chunk)
    return counted.stored


def look_at(stream: BinaryIO) -> StoredFile:
    """Size and hash of what a stream holds, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return StoredFile(size, digest.hexdigest())
