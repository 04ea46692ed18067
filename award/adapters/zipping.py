"""Writes one zip as a stream: never whole in memory, never on disk."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from award.adapters.files import CHUNK, NotKept


@dataclass(frozen=True)
class Entry:
    """One file of a zip: its name in there, its bytes, opened only when its turn comes."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class _Passing:
    """What a zip is written to: pieces wait here until they are fetched. It cannot go back."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self.waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing is open."""

    def fetch(self) -> bytes:
        """What was written since the last time."""
        pieces, self.waiting = self.waiting, []
        return b"".join(pieces)


def zip_stream(
    entries: Iterable[Entry],
    last: Callable[[frozenset[str]], Iterable[tuple[str, bytes]]],
    *,
    at: datetime,
) -> Iterator[bytes]:
    """The zip, piece by piece. Files lie in it as they are: most are packed already.

    ``last`` is told the names of files that were not in the store any more, and writes the pages
    at the end, so that a contents page can tell the truth.
    """
    passing = _Passing()
    lost: set[str] = set()
    with zipfile.ZipFile(passing, "w") as target:
        for entry in entries:
            try:
                stream = entry.open()
            except NotKept:
                lost.add(entry.name)
                continue
            with stream:
                yield from _copied(target, _head(entry.name, entry.size, at), stream, passing)
        for name, content in last(frozenset(lost)):
            target.writestr(_head(name, len(content), at), content)
            yield passing.fetch()
    yield passing.fetch()


def _head(name: str, size: int, at: datetime) -> zipfile.ZipInfo:
    head = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
    head.external_attr = PLAIN_FILE
    head.file_size = size
    return head


PLAIN_FILE: Final = 0o644 << 16


def _copied(
    target: zipfile.ZipFile, head: zipfile.ZipInfo, stream: BinaryIO, passing: _Passing
) -> Iterator[bytes]:
    with target.open(head, "w") as member:
        while piece := stream.read(CHUNK):
            member.write(piece)
            yield passing.fetch()
    yield passing.fetch()
