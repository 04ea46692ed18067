"""Which kinds of file may be added as evidence, how much of it, and what to do about the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE_BYTES: Final = 25 * MEGABYTE
LARGEST_FILM_BYTES: Final = 200 * MEGABYTE
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

HEIC: Final = FileKind("heic", "iPhone picture", ("heic", "heif"), "image/heic")
DOC: Final = FileKind("doc", "older Word document", ("doc",), "application/msword")
XLS: Final = FileKind("xls", "older Excel workbook", ("xls",), "application/vnd.ms-excel")
PPT: Final = FileKind("ppt", "older PowerPoint slides", ("ppt",), "application/vnd.ms-powerpoint")
RTF: Final = FileKind("rtf", "rich text", ("rtf",), "application/rtf")
MP4: Final = FileKind("mp4", "MP4 film", ("mp4", "m4v"), "video/mp4")
MOV: Final = FileKind("mov", "QuickTime film", ("mov",), "video/quicktime")

PICTURES: Final = (JPEG, PNG, WEBP, HEIC)
# Nobody can open these safely enough to look inside: only a scanner lets them through.
OLD: Final = (DOC, XLS, PPT, RTF)
# Only where the authority allows them.
FILMS: Final = (MP4, MOV)
KINDS: Final = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV, *PICTURES, *OLD)
ACCEPTED: Final = "PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, WebP, HEIC, text or CSV"

_BY_EXTENSION: Final = {
    extension: kind for kind in (*KINDS, *FILMS) for extension in kind.extensions
}

_AS_PDF: Final = "Save it as a PDF and add that."
_MACROS: Final = "This file can hold small programs (macros), which we cannot take."
_ARCHIVE: Final = "We cannot take zipped folders. Unzip it and add the files that are in it."
_MOVING: Final = (
    "We cannot take films. Save a picture from it, or a note on what it shows, and add that."
)
_SOUND: Final = "We cannot take sound. Write a note on what was said and add that."
_WEB: Final = "We cannot take web pages. Print the page to a PDF and add that."
_OLD: Final = "This is an older kind of Office file."
_PICTURE: Final = "We cannot take this kind of picture. Save it as a JPEG or PNG and add that."

REFUSALS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dot", "wri"), f"{_OLD} Save it as a .docx or a PDF and add that."),
    **dict.fromkeys(("xlt", "xlsb", "xlw"), f"{_OLD} Save it as an .xlsx or a PDF and add that."),
    **dict.fromkeys(("pps", "pot"), f"{_OLD} Save it as a .pptx or a PDF and add that."),
    **dict.fromkeys(("docm", "dotm"), f"{_MACROS} Save it as a .docx or a PDF and add that."),
    **dict.fromkeys(("xlsm", "xltm"), f"{_MACROS} Save it as an .xlsx or a PDF and add that."),
    **dict.fromkeys(("pptm", "ppsm"), f"{_MACROS} Save it as a .pptx or a PDF and add that."),
    **dict.fromkeys(("pub", "wps", "wpd", "xps"), f"We cannot open these. {_AS_PDF}"),
    **dict.fromkeys(("pages", "key", "numbers"), f"Only Apple’s programs open these. {_AS_PDF}"),
    **dict.fromkeys(("eml", "msg"), "We cannot take e-mails. Print it to a PDF and add that."),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "tgz"), _ARCHIVE),
    **dict.fromkeys(("html", "htm", "mht", "mhtml", "xml", "url"), _WEB),
    **dict.fromkeys(("avi", "wmv", "mkv", "webm", "3gp", "mpg"), _MOVING),
    **dict.fromkeys(("mp3", "m4a", "wav", "aac", "ogg", "wma"), _SOUND),
    **dict.fromkeys(("svg", "gif", "bmp", "tif", "tiff", "psd", "avif", "ico"), _PICTURE),
}
_UNSCANNED: Final[Mapping[FileKind, str]] = {
    DOC: f"{_OLD} Save it as a .docx or a PDF and add that.",
    XLS: f"{_OLD} Save it as an .xlsx or a PDF and add that.",
    PPT: f"{_OLD} Save it as a .pptx or a PDF and add that.",
    RTF: f"We cannot open these. {_AS_PDF}",
}
ADVICE: Final[Mapping[FileKind, str]] = {
    DOC: "Next time save it as a .docx or a PDF: then it can be read here.",
    XLS: "Next time save it as an .xlsx or a PDF: then it can be read here.",
    PPT: "Next time save it as a .pptx or a PDF: then it can be read here.",
    RTF: "Next time save it as a .docx or a PDF: then it can be read here.",
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
    return next((kind for kind in (*KINDS, *FILMS) if kind.code == code), None)


def kind_by_media_type(media_type: str) -> FileKind | None:
    """The kind of a file that was kept under this media type."""
    return next((kind for kind in (*KINDS, *FILMS) if kind.media_type == media_type), None)


def refusal(name: str, *, films: bool = False, scanned: bool = False) -> str | None:
    """Why a file with this name cannot be taken and what to do; None where it may be.

    ``films``: the authority allows them. ``scanned``: a scanner will look at every file.
    """
    extension = extension_of(name)
    kind = _BY_EXTENSION.get(extension)
    if kind in FILMS and not films:
        return _MOVING
    if kind in OLD and not scanned:
        return _UNSCANNED[kind]
    if kind is not None:
        return None
    if extension in REFUSALS:
        return REFUSALS[extension]
    if not extension:
        return f"The file’s name should end in what it is, like .pdf. You can add {ACCEPTED}."
    return f"We cannot take this kind of file. You can add {ACCEPTED}."


def too_many(count: int, most: int = MOST_FILES_AT_ONCE) -> str | None:
    """What to do about too many files at once; None for a number that may be added."""
    if count <= most:
        return None
    return f"Add {most} files at a time at most. You chose {count}."
