"""Has a file looked at in a process of its own, with little memory, little time and no secrets.

What breaks out of a reader, or eats the machine, breaks out of a child that was told nothing.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from errno import ENOSPC
from io import UnsupportedOperation
from threading import BoundedSemaphore
from typing import Any, BinaryIO, Final

from award.adapters import clock
from award.adapters.fenced import run_shut_in
from award.adapters.kinds_of_file.kinds import look_at
from award.adapters.kinds_of_file.refusals import Found, NotAcceptable
from award.adapters.no_room import ENDED_FULL
from award.domain.file_kinds import CSV, TXT, extension_of, kind_by_code, kind_by_name
from award.domain.file_limits import FileLimits

AT_ONCE: Final = 2
SECONDS: Final = 60
# Who waits for a turn holds one of the few threads that answer everybody (`./run serve` has 16):
# so only a few may wait, and the others are told at once to come again.
IN_LINE: Final = 8
WAITS: Final = 30
CHILD: Final = "award.adapters.kinds_of_file.fenced"
TOO_HARD: Final = (
    "This file is too hard to open safely. Save it once more, smaller or as a PDF, and add that."
)
BUSY: Final = "We are busy with other files just now. Try again in a minute."
_CHUNK: Final = 1 << 18
_turns = BoundedSemaphore(AT_ONCE)
_line = BoundedSemaphore(AT_ONCE + IN_LINE)


class TooSlow(NotAcceptable):
    """There was no turn, or no time, for this file; those after it would fare no better."""


class Busy(TooSlow):
    """There was no turn: nothing is said of this file, and later it may be taken."""


def look_behind_fence(
    stream: BinaryIO, name: str, limits: FileLimits, *, seconds: float = SECONDS
) -> Found:
    """What ``look_at`` finds, found in a child. Raises NotAcceptable; leaves the stream at 0.

    Two at once in one process, a few others wait a little. Plain text needs no reader, so no
    child. Raises Busy where there was no turn, TooSlow where a child had too little time.
    """
    try:
        if kind_by_name(name) in (TXT, CSV, None):
            return look_at(stream, name, limits)
        until = clock.ticking() + min(seconds, SECONDS)
        with _turn(max(0.0, min(seconds, WAITS))):
            return _asked(stream, name, limits, until)
    finally:
        stream.seek(0)


@contextmanager
def _turn(seconds: float) -> Iterator[None]:
    """A turn, for which few may wait, and none longer than this. Raises Busy."""
    if not _line.acquire(blocking=False):
        raise Busy(BUSY)
    try:
        if not _turns.acquire(timeout=seconds):
            raise Busy(BUSY)
        try:
            yield
        finally:
            _turns.release()
    finally:
        _line.release()


def _asked(stream: BinaryIO, name: str, limits: FileLimits, until: float) -> Found:
    target = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to whoever keeps it
    copy: BinaryIO | None = None
    kept = False
    try:
        source, copy = _on_disk(stream)
        left = until - clock.ticking()
        said = _run(source, target.fileno(), extension_of(name), limits, left)
        if "refused" in said:
            raise NotAcceptable(str(said["refused"]))
        kind = kind_by_code(str(said.get("kind")))
        if kind is None:
            raise NotAcceptable(TOO_HARD)
        removed = tuple(str(one) for one in said["removed"])
        if not said["cleaned"]:
            return Found(kind, removed)
        target.seek(0)
        kept = True
        return Found(kind, removed, target)
    finally:
        if copy is not None:
            copy.close()
        if not kept:
            target.close()


def _on_disk(stream: BinaryIO) -> tuple[int, BinaryIO | None]:
    """The number of an open file with these bytes, and the copy that was made for it, if any."""
    stream.seek(0)
    with suppress(AttributeError, UnsupportedOperation):
        number = stream.fileno()
        stream.flush()
        os.lseek(number, 0, os.SEEK_SET)
        return number, None
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
    copy.flush()
    os.lseek(copy.fileno(), 0, os.SEEK_SET)
    return copy.fileno(), copy


def _run(
    source: int, target: int, extension: str, limits: FileLimits, seconds: float
) -> dict[str, Any]:
    """What the child says; that it is too hard where the child says nothing whole.

    Raises OSError where the disk had no room for what the child writes.
    """
    if seconds <= 0:
        raise TooSlow(TOO_HARD)  # a child that is quick would be waited for even so
    try:
        child = run_shut_in(
            CHILD,
            [extension, json.dumps(asdict(limits)), str(target)],
            seconds=seconds,
            source=source,
            answers=subprocess.PIPE,
            handed_on=[target],
        )
    except subprocess.TimeoutExpired:
        raise TooSlow(TOO_HARD) from None
    if child.returncode == ENDED_FULL:
        raise OSError(ENOSPC, os.strerror(ENOSPC))
    if child.returncode != 0:
        raise NotAcceptable(TOO_HARD)
    try:
        said = json.loads(child.stdout)
    except ValueError:
        raise NotAcceptable(TOO_HARD) from None
    return said if isinstance(said, dict) else {}
