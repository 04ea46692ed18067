"""Files in a bucket that speaks S3; its keys come from the AWS_* names of the environment."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, BinaryIO, Final, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from award.adapters.files.stores import (
    Counted,
    FilesTrouble,
    KeptFile,
    NotKept,
    StoredFile,
    checked_key,
    is_key,
)

# A part of an upload; S3 takes none smaller, and each is held in memory until it has gone.
PART: Final = 5 << 20
PARTS_AT_ONCE: Final = 2
READ_AHEAD: Final = 1 << 20
# A request waits no longer than this for a store that is away.
CONNECT_SECONDS: Final = 3
PATIENCE: Final = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
TROUBLES: Final = (BaseError, OSError)


class S3Files:
    """Files in a bucket. What fits into one part goes as one request, the rest part by part.

    An upload that ends badly takes its parts away; the parts of one that was killed are not
    listed by any key, and the bucket's own rule removes them (see the README).
    """

    def __init__(
        self, bucket: str, *, prefix: str = "", endpoint: str = "", region: str = ""
    ) -> None:
        given: dict[str, Any] = {"prefix": prefix or None, "endpoint": endpoint, "region": region}
        self._bucket = S3Store(
            bucket,
            **{name: value for name, value in given.items() if value},
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "read_timeout": timedelta(seconds=30),
            },
            retry_config=cast("Any", PATIENCE),
        )

    def put(self, key: str, stream: BinaryIO, *, limit: int) -> StoredFile:
        checked_key(key)
        counted = Counted(stream, limit=limit)
        try:
            pieces = iter(counted)
            first = _first_part(pieces)
            if counted.stored.size <= PART:
                obstore.put(self._bucket, key, b"".join(first), mode="create")
            else:
                self._put_parts(key, chain(first, pieces))
        except AlreadyExistsError:
            raise FilesTrouble(f"There is already a file under {key}") from None
        except TROUBLES as trouble:
            raise FilesTrouble(f"The file could not be kept: {_said(trouble)}") from trouble
        return counted.stored

    def open(self, key: str) -> BinaryIO:
        try:
            found = obstore.open_reader(self._bucket, checked_key(key), buffer_size=READ_AHEAD)
        except FileNotFoundError:
            raise NotKept(key) from None
        except TROUBLES as trouble:
            raise FilesTrouble(f"The file could not be opened: {_said(trouble)}") from trouble
        return io.BufferedReader(_Reading(found))

    def delete(self, key: str) -> None:
        try:
            obstore.delete(self._bucket, checked_key(key))
        except FileNotFoundError:
            return
        except TROUBLES as trouble:
            raise FilesTrouble(f"The file could not be removed: {_said(trouble)}") from trouble

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self._bucket, checked_key(key))
        except FileNotFoundError:
            return False
        except TROUBLES as trouble:
            raise FilesTrouble(f"The file could not be looked for: {_said(trouble)}") from trouble
        return True

    def keys(self) -> Iterator[KeptFile]:
        try:
            for page in obstore.list(self._bucket, chunk_size=1000):
                for one in page:
                    if is_key(one["path"]):
                        yield KeptFile(one["path"], one["last_modified"])
        except TROUBLES as trouble:
            raise FilesTrouble(f"The files could not be listed: {_said(trouble)}") from trouble

    def clear_unfinished(self, before: datetime) -> int:
        """Nothing: an upload that failed took its parts away, and a killed one's have no key."""
        return 0

    def _put_parts(self, key: str, pieces: Iterator[bytes]) -> None:
        # No condition can be set on an upload in parts; a key is new each time, so nobody races.
        if self.exists(key):
            raise FilesTrouble(f"There is already a file under {key}")
        obstore.put(
            self._bucket,
            key,
            pieces,
            use_multipart=True,
            chunk_size=PART,
            max_concurrency=PARTS_AT_ONCE,
        )


def _first_part(pieces: Iterator[bytes]) -> list[bytes]:
    """The pieces up to just past one part, or all where there are fewer."""
    first, size = [], 0
    for piece in pieces:
        first.append(piece)
        size += len(piece)
        if size > PART:
            break
    return first


class _Reading(io.RawIOBase):
    """An object of the bucket as a stream that can be sought in."""

    def __init__(self, found: "obstore.ReadableFile") -> None:
        self._found = found

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._found.seek(offset, whence)

    def tell(self) -> int:
        return self._found.tell()

    def readinto(self, buffer: Any, /) -> int:
        try:
            piece = self._found.read(len(buffer))
        except TROUBLES as trouble:
            raise FilesTrouble(f"The file could not be read on: {_said(trouble)}") from trouble
        buffer[: len(piece)] = memoryview(piece)
        return len(piece)


def _said(trouble: Exception) -> str:
    """The first line of what a library says, which may go on about addresses."""
    return str(trouble).splitlines()[0][:200] if str(trouble) else type(trouble).__name__
