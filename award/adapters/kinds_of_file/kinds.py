"""Opens a file with the reader that its name calls for, and believes only what that one finds."""

from pathlib import Path
from typing import BinaryIO, Final

from award.adapters.kinds_of_file.refusals import Found, NotAcceptable
from award.domain.file_kinds import (
    ACCEPTED,
    CSV,
    DOCX,
    FILMS,
    ODP,
    ODS,
    ODT,
    OLD,
    PDF,
    PPTX,
    RTF,
    TXT,
    XLSX,
    FileKind,
    kind_by_name,
    refusal,
)
from award.domain.file_limits import FileLimits

USUAL: Final = FileLimits()


def kind_of(source: BinaryIO | Path, name: str) -> FileKind:
    """The kind of the file, or NotAcceptable with a sentence on how to mend it.

    A stream must be able to go back; it is left at its beginning. A picture may have another
    kind of picture's extension, as phones often do; any other name must tell the truth.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return kind_of(stream, name)
    try:
        found = look_at(source, name)
        if found.cleaned is not None:
            found.cleaned.close()
        return found.kind
    finally:
        source.seek(0)


def look_at(stream: BinaryIO, name: str, limits: FileLimits = USUAL) -> Found:
    """What the file is, with its cleaned bytes where it is not kept as it came.

    Whether the kind is wanted (films, older Office files) is the caller's to know. Raises
    NotAcceptable. Each reader is loaded once it is needed: this runs in a process of its own.
    """
    kind = kind_by_name(name)
    if kind is None:
        raise NotAcceptable(refusal(name) or f"You can add {ACCEPTED}.")
    stream.seek(0)
    if not stream.read(1):
        raise NotAcceptable("This file is empty. Save it once more and add it again.")
    stream.seek(0)
    if kind in (TXT, CSV):
        return _text(stream, kind)
    if kind == PDF:
        return _pdf(stream, kind)
    if kind in (DOCX, XLSX, PPTX, ODT, ODS, ODP):
        return _packed(stream, kind, limits)
    if kind in OLD:
        return _older(stream, kind)
    if kind in FILMS:
        return _film(stream)
    return _picture(stream, limits)


def _text(stream: BinaryIO, kind: FileKind) -> Found:
    from award.adapters.kinds_of_file.plain import check_text  # noqa: PLC0415 - slow import

    check_text(stream)
    return Found(kind)


def _pdf(stream: BinaryIO, kind: FileKind) -> Found:
    from award.adapters.kinds_of_file.pdf import check_pdf  # noqa: PLC0415 - slow import

    check_pdf(stream)
    return Found(kind)


def _packed(stream: BinaryIO, kind: FileKind, limits: FileLimits) -> Found:
    from award.adapters.kinds_of_file import packed  # noqa: PLC0415 - slow import

    check = packed.check_office if kind in (DOCX, XLSX, PPTX) else packed.check_open_document
    check(stream, kind, limits)
    return Found(kind)


def _older(stream: BinaryIO, kind: FileKind) -> Found:
    from award.adapters.kinds_of_file.compound import check_older_office  # noqa: PLC0415 - slow import
    from award.adapters.kinds_of_file.rich_text import check_rich_text  # noqa: PLC0415 - slow import

    if kind == RTF:
        check_rich_text(stream)
    else:
        check_older_office(stream, kind)
    return Found(kind)


def _film(stream: BinaryIO) -> Found:
    from award.adapters.kinds_of_file.films import clean_film  # noqa: PLC0415 - slow import

    return clean_film(stream)


def _picture(stream: BinaryIO, limits: FileLimits) -> Found:
    from award.adapters.kinds_of_file.pictures import clean_picture  # noqa: PLC0415 - slow import

    return clean_picture(stream, limits)
