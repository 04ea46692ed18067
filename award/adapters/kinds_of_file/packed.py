"""Opens documents that are zip files inside: Office's and OpenDocument's."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, Final
from xml.parsers import expat

from award.adapters.kinds_of_file.carried import ARCHIVE_INSIDE, CARRIES, check_carried
from award.adapters.kinds_of_file.compound import HEAD as OLDER_FILE
from award.adapters.kinds_of_file.compound import is_locked_package
from award.adapters.kinds_of_file.open_references import check_open_references
from award.adapters.kinds_of_file.references import check_references
from award.adapters.kinds_of_file.refusals import NotAcceptable
from award.domain.file_kinds import DOCX, MEGABYTE, ODP, ODS, ODT, PPTX, XLSX, FileKind
from award.domain.file_limits import FileLimits

ElementSeen = Callable[[str, dict[str, str]], None]

_CHUNK: Final = 1 << 18
_MOST_MEMBERS: Final = 10_000
_MAIN_PART: Final = {
    DOCX: f"{DOCX.media_type}.main+xml",
    XLSX: f"{XLSX.media_type}.main+xml",
    PPTX: f"{PPTX.media_type}.main+xml",
}
_DAMAGED: Final = "This document cannot be opened. Save it once more, or as a PDF, and add that."
_LOCKED: Final = (
    "This document is locked with a password. Save a copy without the password and add that."
)
_MACROS: Final = (
    "This document has small programs (macros) in it, which we cannot take. "
    "Save it as a PDF and add that."
)
_COMMANDS: Final = (
    "This document asks other programs to start, which we cannot take. "
    "Save it as a PDF and add that."
)
_UNPACKS: Final = "This document is far larger once opened. Save it as a PDF and add that."
_STARTS_WITH: Final = b"PK\x03\x04"
# Office keeps a chart's table in a document of its own, and that one nothing more.
_DEEPEST: Final = 2
_OWN_KINDS: Final[Mapping[str, FileKind | None]] = {
    **{f".{kind.extension}": kind for kind in (DOCX, XLSX, PPTX, ODT, ODS, ODP)},
    **dict.fromkeys((".odc", ".odg", ".glox", ".thmx")),
}


def check_office(stream: BinaryIO, kind: FileKind, limits: FileLimits, *, depth: int = 0) -> None:
    """Accept a Word, Excel or PowerPoint file of this kind, without macros or commands.

    Nor with what the program would fetch from elsewhere, or another program, once it is opened.
    """
    if stream.read(8) == OLDER_FILE:
        raise NotAcceptable(_LOCKED if is_locked_package(stream) else _wrong_name(kind))
    with _opened(stream, limits, depth) as packed:
        types = _attributes_in(packed, "[Content_Types].xml", "ContentType")
        names = [name.casefold() for name in packed.namelist()]
        kinds = [one.casefold() for one in types]
        if any("macroenabled" in one or "vbaproject" in one or "activex" in one for one in kinds):
            raise NotAcceptable(_MACROS)
        if any(map(_is_office_macro, names)):
            raise NotAcceptable(_MACROS)
        if _MAIN_PART[kind] not in types:
            raise NotAcceptable(_wrong_name(kind))
        links = [name for name in packed.namelist() if "/externallinks/" in name.casefold()]
        if any(_holds_element(packed, name, "ddeLink") for name in links if name.endswith(".xml")):
            raise NotAcceptable(_COMMANDS)
        check_references(packed, read_xml=_read_xml)


def check_open_document(
    stream: BinaryIO, kind: FileKind, limits: FileLimits, *, depth: int = 0
) -> None:
    """Accept an OpenDocument file of this kind, unlocked, without macros or commands.

    Nor with what the program would fetch from elsewhere once it is opened.
    """
    with _opened(stream, limits, depth) as packed:
        names = packed.namelist()
        if "mimetype" not in names or "content.xml" not in names:
            raise NotAcceptable(_DAMAGED)
        with packed.open("mimetype") as member:
            found = member.read(200).strip()
        if found != kind.media_type.encode():
            raise NotAcceptable(_wrong_name(kind))
        manifest = "META-INF/manifest.xml"
        if manifest in names and _holds_element(packed, manifest, "encryption-data"):
            raise NotAcceptable(_LOCKED)
        if any(_is_open_document_macro(name) for name in names):
            raise NotAcceptable(_MACROS)
        check_open_references(packed, read_xml=_read_xml)


def _wrong_name(kind: FileKind) -> str:
    return (
        f"The name ends in .{kind.extension}, but the file is something else. "
        "Save it as a PDF and add that."
    )


def _check_other(stream: BinaryIO, limits: FileLimits, *, depth: int) -> None:
    """Accept a theme, a chart or a drawing of theirs: whole, without macros."""
    with _opened(stream, limits, depth) as packed:
        names = packed.namelist()
        if any(_is_office_macro(one.casefold()) or _is_open_document_macro(one) for one in names):
            raise NotAcceptable(_MACROS)
        if "content.xml" in names:
            check_open_references(packed, read_xml=_read_xml)
        else:
            check_references(packed, read_xml=_read_xml)


def _is_office_macro(name: str) -> bool:
    return "vbaproject" in name or "activex" in name


def _is_open_document_macro(name: str) -> bool:
    path = PurePosixPath(name)
    if name.endswith("/") or path.name in ("script-lb.xml", "script-lc.xml"):
        return False
    return path.parts[:1] in (("Basic",), ("Scripts",))


@contextmanager
def _opened(stream: BinaryIO, limits: FileLimits, depth: int) -> Iterator[zipfile.ZipFile]:
    """The zip file, after every member was read once and found whole, small and in its place."""
    stream.seek(0)
    if stream.read(4) != _STARTS_WITH:  # something else stands before the documents
        raise NotAcceptable(_DAMAGED)
    try:
        with zipfile.ZipFile(stream) as packed:
            _check_members(packed.infolist(), stream, limits)
            for member in packed.infolist():
                _check_content(packed, member, limits, depth)
            yield packed
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, expat.ExpatError):
        raise NotAcceptable(_DAMAGED) from None
    except (NotImplementedError, RuntimeError):  # an unknown way to pack, or a locked member
        raise NotAcceptable(_DAMAGED) from None


def _check_content(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, limits: FileLimits, depth: int
) -> None:
    """Read a member to its end: it is as long as it says, and no other file hides in it."""
    with packed.open(member) as content:
        head = content.read(_CHUNK)
        check_carried(member.filename, head)
        suffix = PurePosixPath(member.filename).suffix.casefold()
        is_zip, is_pdf = head.startswith((_STARTS_WITH, b"PK\x05\x06")), head.startswith(b"%PDF-")
        if is_zip and (suffix not in _OWN_KINDS or depth >= _DEEPEST):
            raise NotAcceptable(ARCHIVE_INSIDE)
        if not is_zip and not is_pdf:
            while content.read(_CHUNK):
                pass
            return
        with tempfile.TemporaryFile() as inner:
            inner.write(head)
            shutil.copyfileobj(content, inner, _CHUNK)
            if is_pdf:
                _check_inner_pdf(inner)
            else:
                _check_inner(inner, _OWN_KINDS[suffix], limits, depth + 1)


def _check_inner_pdf(stream: BinaryIO) -> None:
    """A drawing that a Mac keeps as a PDF keeps the rules of PDFs."""
    from award.adapters.kinds_of_file.pdf import check_pdf  # noqa: PLC0415 - slow import

    stream.seek(0)
    try:
        check_pdf(stream)
    except NotAcceptable:
        raise NotAcceptable(CARRIES) from None


def _check_inner(stream: BinaryIO, kind: FileKind | None, limits: FileLimits, depth: int) -> None:
    """A document in a document keeps the same rules."""
    stream.seek(0)
    if kind is None:
        _check_other(stream, limits, depth=depth)
    elif kind in (DOCX, XLSX, PPTX):
        check_office(stream, kind, limits, depth=depth)
    else:
        check_open_document(stream, kind, limits, depth=depth)


def _check_members(members: list[zipfile.ZipInfo], stream: BinaryIO, limits: FileLimits) -> None:
    size = stream.seek(0, 2)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_mb * MEGABYTE or len(members) > _MOST_MEMBERS:
        raise NotAcceptable(_UNPACKS)
    if unpacked > MEGABYTE and unpacked > size * limits.unpacked_times:
        raise NotAcceptable(_UNPACKS)
    if any(member.flag_bits & 1 for member in members):
        raise NotAcceptable(_LOCKED)
    # To Office's programs a name is the same in large and small letters.
    names = [member.filename.casefold() for member in members]
    if len(set(names)) != len(names) or not all(_stays_inside(name) for name in names):
        raise NotAcceptable(_DAMAGED)


def _stays_inside(name: str) -> bool:
    return not (name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"))


def _attributes_in(packed: zipfile.ZipFile, member: str, attribute: str) -> set[str]:
    """Every value that this attribute has anywhere in an XML member."""
    found: set[str] = set()

    def note(_: str, attributes: dict[str, str]) -> None:
        if attribute in attributes:
            found.add(attributes[attribute])

    _read_xml(packed, member, note)
    return found


def _holds_element(packed: zipfile.ZipFile, member: str, element: str) -> bool:
    found = False

    def note(name: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or name.rpartition(":")[2] == element

    _read_xml(packed, member, note)
    return found


def _read_xml(packed: zipfile.ZipFile, member: str, seen: ElementSeen) -> None:
    """Read one XML member piece by piece; one that defines its own shorthand is refused."""
    if member not in packed.namelist():
        raise NotAcceptable(_DAMAGED)

    def refuse(*_: object) -> None:
        raise NotAcceptable(_DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler = seen
    parser.StartDoctypeDeclHandler = refuse
    with packed.open(member) as content:
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
