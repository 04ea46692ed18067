"""Opens a file with the reader that its name calls for, and believes only what that one finds."""

from pathlib import Path
from typing import BinaryIO

from award.adapters.kinds_of_file.packed import check_office, check_open_document
from award.adapters.kinds_of_file.pdf import check_pdf
from award.adapters.kinds_of_file.pictures import kind_of_picture
from award.adapters.kinds_of_file.plain import check_text
from award.adapters.kinds_of_file.refusals import NotAcceptable
from award.domain.file_kinds import (
    ACCEPTED,
    CSV,
    DOCX,
    ODP,
    ODS,
    ODT,
    PDF,
    PPTX,
    TXT,
    XLSX,
    FileKind,
    kind_by_name,
    refusal,
)


def kind_of(source: BinaryIO | Path, name: str) -> FileKind:
    """The kind of the file, or NotAcceptable with a sentence on how to mend it.

    A stream must be able to go back; it is left at its beginning. A picture may have another
    kind of picture's extension, as phones often do; any other name must tell the truth.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return _kind_of_stream(stream, name)
    try:
        return _kind_of_stream(source, name)
    finally:
        source.seek(0)


def _kind_of_stream(stream: BinaryIO, name: str) -> FileKind:
    kind = kind_by_name(name)
    if kind is None:
        raise NotAcceptable(refusal(name) or f"You can add {ACCEPTED}.")
    stream.seek(0)
    if not stream.read(1):
        raise NotAcceptable("This file is empty. Save it once more and add it again.")
    stream.seek(0)
    if kind == PDF:
        check_pdf(stream)
    elif kind in (DOCX, XLSX, PPTX):
        check_office(stream, kind)
    elif kind in (ODT, ODS, ODP):
        check_open_document(stream, kind)
    elif kind in (TXT, CSV):
        check_text(stream)
    else:
        return kind_of_picture(stream)
    return kind
