"""Has a dropped file looked at by a child that is shut in, and knows no secret.

Its bytes stay in memory, here and there, and are gone with the answer.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Final

from award.adapters.fenced import run_shut_in
from award.domain.dropped_files import LARGEST_BYTES, Kind, Looked, Signature, Trouble

AT_ONCE: Final = 2
SECONDS: Final = 30
WAITS: Final = 10
CHILD: Final = "award.adapters.dropped.child"
_turns = BoundedSemaphore(AT_ONCE)


class CannotLook(Exception):
    """The file was not looked at; ``trouble`` says why, and what to do."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


def look_at_dropped(
    content: bytes, *, documents: frozenset[str], badges: Mapping[str, str], public_url: str
) -> Looked:
    """What is in the file, by the keys that are trusted. Raises CannotLook."""
    if not content:
        raise CannotLook(Trouble.EMPTY)
    if len(content) > LARGEST_BYTES:
        raise CannotLook(Trouble.TOO_LARGE)
    if not may_be_ours(content):
        raise CannotLook(Trouble.UNKNOWN)
    trust = {"documents": sorted(documents), "badges": dict(badges), "public_url": public_url}
    if not _turns.acquire(timeout=WAITS):
        raise CannotLook(Trouble.BUSY)
    try:
        said = _asked(json.dumps(trust).encode(), content)
    finally:
        _turns.release()
    if "trouble" in said:
        raise CannotLook(Trouble[said["trouble"]])
    return Looked(Kind(said["kind"]), Signature(said["signature"]), said["name"], said["same_as"])


def may_be_ours(content: bytes) -> bool:
    """Whether it begins as a PDF, a picture or a badge does; for all others no child is asked."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return b"%PDF-" in content[:1024] or start.startswith((b"\x89PNG", b"{", b"eyJ", b"<"))


def _asked(trust: bytes, content: bytes) -> dict[str, str]:
    source = os.memfd_create("dropped")
    answers = os.memfd_create("answers")
    try:
        os.write(source, len(trust).to_bytes(4, "big") + trust)
        view = memoryview(content)
        while view:
            view = view[os.write(source, view) :]
        os.lseek(source, 0, os.SEEK_SET)
        done = run_shut_in(CHILD, (), seconds=SECONDS, source=source, answers=answers)
        os.lseek(answers, 0, os.SEEK_SET)
        if done.returncode:
            return {"trouble": Trouble.DAMAGED.name}
        found: dict[str, str] = json.loads(os.read(answers, 100_000))
    except subprocess.TimeoutExpired:
        # Its own time is limited apart: that it took so long to get it is the machine's fault.
        return {"trouble": Trouble.BUSY.name}
    except ValueError:
        return {"trouble": Trouble.DAMAGED.name}
    else:
        return found
    finally:
        os.close(source)
        os.close(answers)
