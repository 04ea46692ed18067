"""Copies every file that a row names to another store; it can be stopped anywhere and continued."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from award.adapters.files import FileStore, FilesTrouble, NotKept, StoredFile, look_at
from award.storage.files import Named, list_named

Progress = Callable[[int], None]
# A row that does not say how large its file is.
LARGEST: Final = 1 << 40


@dataclass
class Moved:
    """What a move did: files copied now, those that were there already, and what is wrong."""

    copied: int = 0
    there: int = 0
    wrong: tuple[str, ...] = ()


def copy_all(
    session: Session, source: FileStore, target: FileStore, *, progress: Progress = lambda _: None
) -> Moved:
    """Bring every file that a row names to the target, each compared in size and hash.

    What is there already and whole is passed over; what is there and broken is put anew. Nothing
    is ever removed from the source. A file that is missing or wrong there is told, and the rest
    goes on. Raises FilesTrouble where a store does not answer.
    """
    moved = Moved()
    for number, one in enumerate(list_named(session), start=1):
        try:
            if _is_there(target, one):
                moved.there += 1
            else:
                _copy(source, target, one)
                moved.copied += 1
        except NotCopied as trouble:
            moved.wrong += (str(trouble),)
        progress(number)
    return moved


def compare_all(session: Session, target: FileStore) -> Iterator[str]:
    """Every file that a row names and the target lacks or holds wrongly, in a sentence."""
    for one in list_named(session):
        try:
            with target.open(one.key) as stream:
                found = look_at(stream)
        except NotKept:
            yield f"{one.key}, row {one.row_id} of {one.table}, is not there."
            continue
        if not _fits(one, found):
            yield f"{one.key}, row {one.row_id} of {one.table}, is not what its row says."


class NotCopied(Exception):
    """A file could not be copied: the source lacks it, or holds something else."""


def _is_there(target: FileStore, one: Named) -> bool:
    """Whether the target holds the file whole. What it holds otherwise is removed there."""
    try:
        with target.open(one.key) as stream:
            whole = _fits(one, look_at(stream))
    except NotKept:
        return False
    if not whole:
        target.delete(one.key)
    return whole


def _copy(source: FileStore, target: FileStore, one: Named) -> None:
    try:
        stream = source.open(one.key)
    except NotKept:
        raise NotCopied(f"{one.key}, row {one.row_id} of {one.table}, is missing.") from None
    with stream:
        put = target.put(one.key, stream, limit=LARGEST)
    if not _fits(one, put):
        target.delete(one.key)
        raise NotCopied(f"{one.key}, row {one.row_id} of {one.table}, is not what its row says.")
    with target.open(one.key) as back:
        if look_at(back) != put:
            target.delete(one.key)
            raise FilesTrouble(f"{one.key} came out of the new store other than it went in")


def _fits(one: Named, found: StoredFile) -> bool:
    return one.sha256 in (None, found.sha256) and one.size in (None, found.size)
