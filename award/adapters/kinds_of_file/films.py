"""Reads films by their boxes: what they are, that they are whole, and where they hide a place."""

import shutil
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from award.adapters.kinds_of_file.refusals import Found, NotAcceptable
from award.domain.file_kinds import MOV, MP4, FileKind

_QUICKTIME: Final = b"qt  "
_MP4_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"}
)
# Who filmed where with what stands in these; as "free" every player passes over them.
_TELLS: Final = frozenset({b"udta", b"meta", b"uuid"})
_INSIDE: Final = frozenset({b"moov", b"trak", b"mdia"})
_MOST_BOXES: Final = 20_000
_NOT_A_FILM: Final = (
    "This film cannot be opened. Save it on your device as an MP4 once more and add that."
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its name, where it begins, where its content begins, and where it ends."""

    name: bytes
    start: int
    content: int
    end: int


def clean_film(stream: BinaryIO) -> Found:
    """An MP4 or MOV that is whole and has a picture track; the place and device blanked out."""
    try:
        kind, told = _read(stream)
    except (struct.error, ValueError, OSError):
        raise NotAcceptable(_NOT_A_FILM) from None
    if not told:
        return Found(kind)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to whoever keeps it
    stream.seek(0)
    shutil.copyfileobj(stream, target, 1 << 18)
    removed: tuple[str, ...] = ("place",) if any(_names_place(stream, one) for one in told) else ()
    removed += ("hidden words",)
    for box in told:
        _blank(target, box)
    target.seek(0)
    return Found(kind, removed, target)


def _read(stream: BinaryIO) -> tuple[FileKind, list[Box]]:
    size = stream.seek(0, 2)
    boxes = list(_boxes(stream, 0, size))
    if not boxes or boxes[0].name != b"ftyp":
        raise ValueError
    kind = _kind(stream, boxes[0])
    names = [one.name for one in boxes]
    if names.count(b"moov") != 1 or b"mdat" not in names:
        raise ValueError
    told = [one for one in boxes if one.name in _TELLS]
    is_seen = False
    waiting = [one for one in boxes if one.name == b"moov"]
    seen = 0
    while waiting:
        outer = waiting.pop()
        for box in _boxes(stream, outer.content, outer.end):
            seen += 1
            if seen > _MOST_BOXES:
                raise ValueError
            told += [box] if box.name in _TELLS else []
            waiting += [box] if box.name in _INSIDE else []
            is_seen = is_seen or (box.name == b"hdlr" and _shows(stream, box))
    if not is_seen:
        raise ValueError
    return kind, told


def _boxes(stream: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side here. Raises ValueError where one does not fit."""
    place = start
    for _ in range(_MOST_BOXES):
        if place == end:
            return
        stream.seek(place)
        length, name = struct.unpack(">I4s", stream.read(8))
        head = 8
        if length == 1:
            length, head = struct.unpack(">Q", stream.read(8))[0], 16
        elif length == 0:
            length = end - place
        if length < head or place + length > end:
            raise ValueError
        yield Box(name, place, place + head, place + length)
        place += length
    raise ValueError


def _kind(stream: BinaryIO, box: Box) -> FileKind:
    stream.seek(box.content)
    content = stream.read(min(box.end - box.content, 256))
    brands = {content[:4], *(content[at : at + 4] for at in range(8, len(content), 4))}
    if content[:4] == _QUICKTIME:
        return MOV
    if brands & _MP4_BRANDS:
        return MP4
    raise ValueError


def _shows(stream: BinaryIO, box: Box) -> bool:
    stream.seek(box.content + 8)
    return stream.read(4) == b"vide"


def _names_place(stream: BinaryIO, box: Box) -> bool:
    stream.seek(box.content)
    content = stream.read(min(box.end - box.content, 1 << 20))
    return b"\xa9xyz" in content or b"location" in content


def _blank(target: BinaryIO, box: Box) -> None:
    target.seek(box.start + 4)
    target.write(b"free")
    target.seek(box.content)
    left = box.end - box.content
    while left > 0:
        piece = min(left, 1 << 16)
        target.write(bytes(piece))
        left -= piece
