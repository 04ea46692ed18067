"""Takes in files: looks at name and size, and brings them to the store before any change begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from flask import current_app
from werkzeug.datastructures import FileStorage

from award.adapters.files import FileStore, FilesTrouble, TooLarge, file_key
from award.domain.file_kinds import LARGEST_FILE_BYTES, MEGABYTE

LONGEST_NAME: Final = 120


class NotTaken(Exception):
    """A file cannot be taken; the sentence says what to do."""


class NoTimeLeft(NotTaken):
    """There was no turn or no time to look at this file; those after it would fare no better."""


class NoTurn(NoTimeLeft):
    """Nobody looked at this file, since others were before it: it can be sent again as it is."""


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


def take_in(
    sent: Sequence[FileStorage],
    *,
    authority: str,
    setting: int,
    limit: int = LARGEST_FILE_BYTES,
) -> list[TakenFile]:
    """Bring files to the store, all of them or none. Call it before the change begins.

    How many may come is the caller's to know. Raises NotTaken for too large or empty ones.
    """
    taken: list[TakenFile] = []
    try:
        for one in sent:
            taken.append(_take(one, authority=authority, setting=setting, limit=limit))
    except BaseException:
        give_up(taken)
        raise
    return taken


def give_up(taken: Sequence[TakenFile]) -> None:
    """Remove files whose rows were never written."""
    let_bytes_go([one.key for one in taken])


def let_bytes_go(keys: Iterable[str]) -> None:
    """Remove bytes that no row names any more. Where the store is away the sweep does it later."""
    for key in keys:
        try:
            store().delete(key)
        except FilesTrouble:
            current_app.logger.warning("%s is left to the sweep", key, exc_info=True)


def _take(sent: FileStorage, *, authority: str, setting: int, limit: int) -> TakenFile:
    name = shown_name(sent.filename)
    key = file_key(authority, str(setting))
    try:
        stored = store().put(key, cast("BinaryIO", sent.stream), limit=limit)
    except TooLarge:
        raise NotTaken(
            f"{name} is larger than {limit // MEGABYTE} MB. "
            "Choose a smaller file, or give a link to it"
        ) from None
    if stored.size == 0:
        store().delete(key)
        raise NotTaken(f"{name} is empty. Open it to see that all is there, then choose it again")
    return TakenFile(name, key, stored.size, stored.sha256)
