"""Which kinds of file may be added as evidence, how much of it, and what to do about the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE_BYTES: Final = 25 * MEGABYTE
MOST_FILES_AT_ONCE: Final = 20
SETTING_QUOTA_BYTES: Final = 5 * 1024 * MEGABYTE
MOST_PIXELS: Final = 40_000_000
MOST_UNPACKED_BYTES: Final = 200 * MEGABYTE
MOST_UNPACKED_TIMES: Final = 50


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that may be added."""

    code: str
    name: str
    extensions: tuple[str, ...]
    media_type: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def extension(self) -> str:
        """The extension that a file of this kind is given when it is handed out."""
        return self.extensions[0]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"

PDF: Final = FileKind("pdf", "PDF", ("pdf",), "application/pdf")
DOCX: Final = FileKind("docx", "Word document", ("docx",), f"{_OFFICE}.wordprocessingml.document")
XLSX: Final = FileKind("xlsx", "Excel workbook", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet")
PPTX: Final = FileKind(
    "pptx", "PowerPoint slides", ("pptx",), f"{_OFFICE}.presentationml.presentation"
)
ODT: Final = FileKind("odt", "OpenDocument text", ("odt",), f"{_OPEN}.text")
ODS: Final = FileKind("ods", "OpenDocument spreadsheet", ("ods",), f"{_OPEN}.spreadsheet")
ODP: Final = FileKind("odp", "OpenDocument slides", ("odp",), f"{_OPEN}.presentation")
TXT: Final = FileKind("txt", "plain text", ("txt",), "text/plain")
CSV: Final = FileKind("csv", "CSV table", ("csv",), "text/csv")
JPEG: Final = FileKind("jpeg", "JPEG picture", ("jpg", "jpeg"), "image/jpeg")
PNG: Final = FileKind("png", "PNG picture", ("png",), "image/png")
WEBP: Final = FileKind("webp", "WebP picture", ("webp",), "image/webp")

KINDS: Final = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV, JPEG, PNG, WEBP)
ACCEPTED: Final = "PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, WebP, text or CSV"

_BY_EXTENSION: Final = {extension: kind for kind in KINDS for extension in kind.extensions}

_AS_PDF: Final = "Save it as a PDF and add that."
_MACROS: Final = "This file can hold small programs (macros), which we cannot take."
_ARCHIVE: Final = "We cannot take zipped folders. Unzip it and add the files that are in it."
_MOVING: Final = (
    "We cannot take films. Save a picture from it, or a note on what it shows, and add that."
)
_SOUND: Final = "We cannot take sound. Write a note on what was said and add that."
_WEB: Final = "We cannot take web pages. Print the page to a PDF and add that."
_OLD: Final = "This is an older kind of Office file."
_PHONE_PICTURE: Final = (
    "We cannot take this kind of picture. Save or send it as a JPEG and add that."
)
_PICTURE: Final = "We cannot take this kind of picture. Save it as a JPEG or PNG and add that."

REFUSALS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("doc", "dot"), f"{_OLD} Save it as a .docx or a PDF and add that."),
    **dict.fromkeys(("xls", "xlt", "xlsb"), f"{_OLD} Save it as an .xlsx or a PDF and add that."),
    **dict.fromkeys(("ppt", "pps", "pot"), f"{_OLD} Save it as a .pptx or a PDF and add that."),
    **dict.fromkeys(("docm", "dotm"), f"{_MACROS} Save it as a .docx or a PDF and add that."),
    **dict.fromkeys(("xlsm", "xltm"), f"{_MACROS} Save it as an .xlsx or a PDF and add that."),
    **dict.fromkeys(("pptm", "ppsm"), f"{_MACROS} Save it as a .pptx or a PDF and add that."),
    **dict.fromkeys(("rtf", "pub", "wps", "wpd", "xps"), f"We cannot open these. {_AS_PDF}"),
    **dict.fromkeys(("pages", "key", "numbers"), f"Only Apple's programs open these. {_AS_PDF}"),
    **dict.fromkeys(("eml", "msg"), "We cannot take e-mails. Print it to a PDF and add that."),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "tgz"), _ARCHIVE),
    **dict.fromkeys(("html", "htm", "mht", "mhtml", "xml", "url"), _WEB),
    **dict.fromkeys(("mp4", "mov", "avi", "wmv", "mkv", "webm", "m4v", "3gp", "mpg"), _MOVING),
    **dict.fromkeys(("mp3", "m4a", "wav", "aac", "ogg", "wma"), _SOUND),
    **dict.fromkeys(("heic", "heif"), _PHONE_PICTURE),
    **dict.fromkeys(("svg", "gif", "bmp", "tif", "tiff", "psd", "avif", "ico"), _PICTURE),
}


def extension_of(name: str) -> str:
    """What stands after the last dot of a file's name, in small letters; "" where nothing does."""
    last = PurePosixPath(name.replace("\\", "/")).name.strip()
    return PurePosixPath(last).suffix.removeprefix(".").casefold()


def kind_by_name(name: str) -> FileKind | None:
    """The kind that the name promises. Only opening the file tells whether it is true."""
    return _BY_EXTENSION.get(extension_of(name))


def kind_by_code(code: str) -> FileKind | None:
    """The kind that a row names."""
    return next((kind for kind in KINDS if kind.code == code), None)


def refusal(name: str) -> str | None:
    """Why a file with this name cannot be taken and what to do; None where it may be."""
    extension = extension_of(name)
    if extension in _BY_EXTENSION:
        return None
    if extension in REFUSALS:
        return REFUSALS[extension]
    if not extension:
        return f"The file's name should end in what it is, like .pdf. You can add {ACCEPTED}."
    return f"We cannot take this kind of file. You can add {ACCEPTED}."


def too_many(count: int) -> str | None:
    """What to do about too many files at once; None for a number that may be added."""
    if count <= MOST_FILES_AT_ONCE:
        return None
    return f"Add {MOST_FILES_AT_ONCE} files at a time at most. You chose {count}."


def too_large(size: int) -> str | None:
    """What to do about a file of so many bytes; None where it may be added."""
    if size <= LARGEST_FILE_BYTES:
        return None
    return (
        f"The file is larger than {LARGEST_FILE_BYTES // MEGABYTE} MB. "
        "Make its pictures smaller, or split it, and add that."
    )


def over_quota(kept: int, size: int) -> str | None:
    """What to do where a file would pass what one setting may keep; None where it fits."""
    if kept + size <= SETTING_QUOTA_BYTES:
        return None
    return (
        f"Your setting has used its {SETTING_QUOTA_BYTES // (1024 * MEGABYTE)} GB. "
        "Remove files that you no longer need, then add this one."
    )
