"""Brings the files of a form to the store, and believes only what their bytes say they are."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from flask import current_app, flash
from werkzeug.datastructures import FileStorage

from award.actions.collecting import KeptBytes
from award.adapters import clock
from award.adapters.kinds_of_file import Found, NotAcceptable
from award.adapters.kinds_of_file.fence import Busy, TooSlow, look_behind_fence
from award.domain.file_kinds import ADVICE, FileKind, kind_by_media_type, refusal, too_many
from award.domain.file_limits import FileLimits
from award.storage.evidence import Scan
from award.storage.settings import Setting
from award.web.kit.uploads import (
    NoTimeLeft,
    NotTaken,
    NoTurn,
    give_up,
    let_bytes_go,
    shown_name,
    take_in,
)

SECONDS_A_REQUEST: Final = 90
EMPTY: Final = "is empty. Open it to see that all is there, then choose it again"


def last_moment() -> float:
    """Until when this request may look at files; nginx waits two minutes for an answer."""
    return clock.ticking() + SECONDS_A_REQUEST


def take_files(
    sent: Sequence[FileStorage], place: Setting, *, until: float | None = None
) -> list[KeptBytes]:
    """All the files in the store, or none of them. Call it before the change begins.

    Each is looked at first, and cleaned: what is refused, and what is cut out of a picture,
    never reaches the store. Raises NotTaken with a sentence that names the file, and why; it is
    NoTimeLeft where none is left until this moment of ``clock.ticking``.
    """
    until = last_moment() if until is None else until
    limits = place.authority.file_limits
    if words := too_many(len(sent), limits.files_at_once):
        raise NotTaken(words)
    for one in sent:
        _check_cheaply(one, limits)
    kept: list[KeptBytes] = []
    try:
        for one in sent:
            kept.append(_taken(one, place, limits, until))
            _advise(kept[-1])
    except BaseException:
        let_go(kept)
        raise
    return kept


def let_go(files: Sequence[KeptBytes]) -> None:
    """Remove the bytes of files whose rows were never written."""
    let_bytes_go([one.key for one in files])


def _check_cheaply(sent: FileStorage, limits: FileLimits) -> None:
    """Refuse by name and size, before anything is opened."""
    name = shown_name(sent.filename)
    has_scanner = current_app.extensions["scanner"] is not None
    words = refusal(sent.filename or "", films=limits.films, scanned=has_scanner)
    size = sent.stream.seek(0, 2)
    sent.stream.seek(0)
    if words or (words := limits.too_large(name, size)):
        raise NotTaken(f"{name}: {words}")
    if not size:
        raise NotTaken(f"{name} {EMPTY}")


def _taken(sent: FileStorage, place: Setting, limits: FileLimits, until: float) -> KeptBytes:
    """One file looked at, cleaned and in the store."""
    name = shown_name(sent.filename)
    try:
        left = max(0.0, until - clock.ticking())
        found = look_behind_fence(cast("BinaryIO", sent.stream), name, limits, seconds=left)
    except Busy as refused:
        raise NoTurn(f"{name}: {refused}") from refused
    except TooSlow as refused:
        raise NoTimeLeft(f"{name}: {refused}") from refused
    except NotAcceptable as refused:
        raise NotTaken(f"{name}: {refused}") from refused
    try:
        return _stored(sent, found, place, limits)
    finally:
        if found.cleaned is not None:
            found.cleaned.close()


def _stored(sent: FileStorage, found: Found, place: Setting, limits: FileLimits) -> KeptBytes:
    name = name_for_kind(shown_name(sent.filename), found.kind)
    stream = cast("BinaryIO", sent.stream if found.cleaned is None else found.cleaned)
    taken = take_in(
        [FileStorage(stream, filename=name)],
        authority=place.authority.code,
        setting=place.id,
        limit=limits.largest_bytes(name),
    )
    try:
        return KeptBytes(
            key=taken[0].key,
            file_name=taken[0].name,
            sha256=taken[0].sha256,
            size=taken[0].size,
            media_type=found.kind.media_type,
            scan=_first_scan(),
            removed=found.removed_words,
        )
    except BaseException:
        give_up(taken)
        raise


def _advise(file: KeptBytes) -> None:
    """Say of an older document how it could be read here next time."""
    kind = kind_by_media_type(file.media_type)
    if kind is not None and kind in ADVICE:
        flash(f"{file.file_name} can be downloaded only. {ADVICE[kind]}", "attention")


def name_for_kind(name: str, kind: FileKind) -> str:
    """The name with the ending of what the file now is: an iPhone's picture is kept as a JPEG."""
    path = PurePosixPath(name)
    if path.suffix.removeprefix(".").casefold() in kind.extensions:
        return name
    return f"{path.stem}.{kind.extension}"


def _first_scan() -> Scan:
    """Where a scanner is named a file waits for it; else nobody is asked."""
    return Scan.NOT_ASKED if current_app.extensions["scanner"] is None else Scan.WAITING
