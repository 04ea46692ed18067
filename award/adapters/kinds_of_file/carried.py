"""Knows by its first bytes a file that hides in a document: a program, an archive, a document."""

from pathlib import PurePosixPath
from typing import Final

from award.adapters.kinds_of_file.compound import HEAD as OLDER_FILE
from award.adapters.kinds_of_file.refusals import NotAcceptable

# Zip files are opened and judged by themselves: Office keeps its own documents in them.
_ARCHIVES: Final = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"ITSF",
    b"!<arch>",
)
_OTHERS: Final = (
    OLDER_FILE,
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"{\\rtf",
)
_TAR_AT: Final = 257
# What a computer starts, whatever it begins with.
_STARTED_BY_NAME: Final = frozenset(
    {".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".hta", ".htm", ".html", ".jar", ".js",
     ".jse", ".lnk", ".msi", ".ps1", ".reg", ".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf"}
)  # fmt: skip
_METAFILES: Final = (".emz", ".wmz")
ARCHIVE_INSIDE: Final = (
    "This document has a zipped folder inside, which we cannot take. "
    "Take it out, or save the document as a PDF, and add that."
)
CARRIES: Final = (
    "This document has another file inside, which we cannot take. "
    "Add that one by itself, save this one as a PDF, and add that."
)


def check_carried(name: str, head: bytes) -> None:
    """Refuse a part of a document that is another file. ``head`` is how the part begins."""
    suffix = PurePosixPath(name).suffix.casefold()
    if head.startswith(_OTHERS) or suffix in _STARTED_BY_NAME:
        raise NotAcceptable(CARRIES)
    if head.startswith(b"\x1f\x8b\x08") and suffix in _METAFILES:
        return  # a drawing, which Office packs by itself
    if head.startswith(_ARCHIVES) or head[_TAR_AT : _TAR_AT + 5] == b"ustar":
        raise NotAcceptable(ARCHIVE_INSIDE)
