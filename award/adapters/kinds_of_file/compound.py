"""Looks into the older kind of Office file far enough to know what it is, and that it is open."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from award.adapters.kinds_of_file.refusals import NotAcceptable
from award.domain.file_kinds import DOC, PPT, XLS, FileKind

HEAD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_STREAM: Final = {
    DOC: ("worddocument",),
    XLS: ("workbook", "book"),
    PPT: ("powerpoint document",),
}
_MACROS_IN: Final = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur"})
_LOCKED_BY: Final = frozenset({"encryptedpackage", "encryptedsummary", "encryptioninfo"})
_FREE: Final = 0xFFFFFFFA  # this and what is above it is no sector
_MOST_SECTORS: Final = 1 << 16
_ENTRY: Final = 128
_IN_HEAD: Final = 109
_DAMAGED: Final = "This document cannot be opened. Save it once more, or as a PDF, and add that."
_LOCKED: Final = (
    "This document is locked with a password. Save a copy without the password and add that."
)
_MACROS: Final = (
    "This document has small programs (macros) in it, which we cannot take. "
    "Save it as a PDF and add that."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in the file's own list of contents, and where its bytes begin."""

    name: str
    start: int


def entries_of(stream: BinaryIO) -> list[Entry]:
    """The file's list of contents. Raises NotAcceptable for a damaged one."""
    try:
        return list(_entries(stream))
    except (struct.error, IndexError, ValueError):
        raise NotAcceptable(_DAMAGED) from None


def check_older_office(stream: BinaryIO, kind: FileKind) -> None:
    """Accept an older Word, Excel or PowerPoint file of this kind, unlocked, without macros."""
    entries = entries_of(stream)
    names = {one.name for one in entries}
    if names & _LOCKED_BY:
        raise NotAcceptable(_LOCKED)
    if names & _MACROS_IN:
        raise NotAcceptable(_MACROS)
    main = next((one for one in entries if one.name in _MAIN_STREAM[kind]), None)
    if main is None:
        raise NotAcceptable(
            f"The name ends in .{kind.extension}, but the file is something else. "
            "Save it as a PDF and add that."
        )
    if _is_locked(_sector(stream, main.start), kind):
        raise NotAcceptable(_LOCKED)


def is_locked_package(stream: BinaryIO) -> bool:
    """Whether this is how Office keeps a newer document with a password."""
    return bool({one.name for one in entries_of(stream)} & _LOCKED_BY)


def _entries(stream: BinaryIO) -> Iterator[Entry]:
    stream.seek(0)
    head = stream.read(512)
    if head[:8] != HEAD or struct.unpack_from("<H", head, 0x1E)[0] not in (9, 12):
        raise ValueError
    chain = _chain(stream, head)
    for sector in chain:
        content = _sector(stream, sector)
        if len(content) < _size(stream):
            raise ValueError
        for place in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", content, place + 64)[0]
            if content[place + 66] in (1, 2, 5) and 2 <= length <= 64:
                name = content[place : place + length - 2].decode("utf-16-le", "replace")
                start = struct.unpack_from("<I", content, place + 116)[0]
                yield Entry(name.casefold(), start)


def _chain(stream: BinaryIO, head: bytes) -> list[int]:
    """The sectors of the list of contents, in order. Raises ValueError for one that circles."""
    size = _size(stream)
    table = [one for one in struct.unpack_from(f"<{_IN_HEAD}I", head, 76) if one < _FREE]
    found: list[int] = []
    sector = struct.unpack_from("<I", head, 48)[0]
    while sector < _FREE:
        if sector in found or len(found) > _MOST_SECTORS // size:
            raise ValueError
        found.append(sector)
        part = _sector(stream, table[sector * 4 // size])
        sector = struct.unpack_from("<I", part, sector * 4 % size)[0]
    return found


def _size(stream: BinaryIO) -> int:
    stream.seek(0x1E)
    return int(1 << struct.unpack("<H", stream.read(2))[0])


def _sector(stream: BinaryIO, number: int) -> bytes:
    size = _size(stream)
    if number >= _FREE:
        return b""
    stream.seek((number + 1) * size)
    return stream.read(size)


def _is_locked(start: bytes, kind: FileKind) -> bool:
    """Whether the main stream says, at its beginning, that a password closes it."""
    if kind == DOC:
        return len(start) > 12 and bool(struct.unpack_from("<H", start, 10)[0] & 0x0100)
    if kind == XLS:
        place = 0
        while place + 4 <= len(start):
            record, length = struct.unpack_from("<HH", start, place)
            if record == 0x2F:
                return True
            if record == 0:
                return False
            place += 4 + length
    return False
