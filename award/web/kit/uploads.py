"""Takes in files: looks at name and size, and brings them to the store before any change begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from flask import current_app
from werkzeug.datastructures import FileStorage

from award.adapters.files import FileStore, TooLarge, file_key

MOST_FILES: Final = 20
MB: Final = 1_000_000
MOST_BYTES: Final = 25 * MB
MOST_VIDEO_BYTES: Final = 200 * MB
VIDEO: Final = frozenset({".mp4", ".mov", ".m4v", ".webm"})
LONGEST_NAME: Final = 120


class NotTaken(Exception):
    """A file cannot be taken; the sentence says what to do."""


@dataclass(frozen=True)
class TakenFile:
    """A file that lies in the store and waits for its row."""

    name: str
    key: str
    size: int
    sha256: str


def store() -> FileStore:
    """Where this installation keeps its files."""
    found: FileStore = current_app.extensions["files"]
    return found


def shown_name(given: str | None) -> str:
    """The name as the person gave it, without folders, signs that steer, or endless length."""
    bare = PurePosixPath((given or "").replace("\\", "/")).name
    name = " ".join("".join(one if one.isprintable() else " " for one in bare).split())
    if len(name) > LONGEST_NAME:
        suffix = PurePosixPath(name).suffix[:10]
        name = name[: LONGEST_NAME - len(suffix)] + suffix
    return name or "file"


def limit_for(name: str) -> int:
    """How large a file of this name may be."""
    return MOST_VIDEO_BYTES if PurePosixPath(name).suffix.lower() in VIDEO else MOST_BYTES


def take_in(sent: Sequence[FileStorage], *, authority: str, setting: int) -> list[TakenFile]:
    """Bring files to the store, all of them or none. Call it before the change begins.

    Raises NotTaken with a sentence for too many, too large or empty ones.
    """
    if len(sent) > MOST_FILES:
        raise NotTaken(f"Choose {MOST_FILES} files at most. You chose {len(sent)}")
    taken: list[TakenFile] = []
    try:
        for one in sent:
            taken.append(_take(one, authority=authority, setting=setting))
    except BaseException:
        give_up(taken)
        raise
    return taken


def give_up(taken: Sequence[TakenFile]) -> None:
    """Remove files whose rows were never written."""
    for one in taken:
        store().delete(one.key)


def _take(sent: FileStorage, *, authority: str, setting: int) -> TakenFile:
    name = shown_name(sent.filename)
    limit, key = limit_for(name), file_key(authority, str(setting))
    try:
        stored = store().put(key, cast("BinaryIO", sent.stream), limit=limit)
    except TooLarge:
        raise NotTaken(
            f"{name} is larger than {limit // MB} MB. Choose a smaller file, or give a link to it"
        ) from None
    if stored.size == 0:
        store().delete(key)
        raise NotTaken(f"{name} is empty. Open it to see that all is there, then choose it again")
    return TakenFile(name, key, stored.size, stored.sha256)
