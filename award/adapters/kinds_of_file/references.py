"""Finds in Office documents what would be fetched, or started, as soon as somebody opens them."""

import re
import zipfile
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from award.adapters.kinds_of_file.carried import CARRIES
from award.adapters.kinds_of_file.refusals import NotAcceptable

ReadXml = Callable[[zipfile.ZipFile, str, Callable[[str, dict[str, str]], None]], None]

# A link that a person follows harms nobody; the others are followed by the program itself.
_FOLLOWED_BY_PEOPLE: Final = frozenset({"hyperlink"})
# Another workbook is named by a table that refers to it; Excel asks before it opens that one.
_ASKED_FIRST: Final = frozenset({"externallinkpath", "externallinklong", "xlpathmissing"})
_COMMAND: Final = re.compile(
    r"^\s*\\?\s*(?:DDE(?:AUTO)?|INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK)\b", re.IGNORECASE
)
_CHUNK: Final = 1 << 18
_FETCHES: Final = (
    "This document fetches things from elsewhere once it is opened, which we cannot take. "
    "Save it as a PDF and add that."
)


def check_references(packed: zipfile.ZipFile, *, read_xml: ReadXml) -> None:
    """Refuse a document that refers to what lies elsewhere, other than by a link to click on."""
    for name in packed.namelist():
        low = name.casefold()
        if low.endswith(".rels"):
            read_xml(packed, name, _refuse_outside)
        elif low.startswith("word/") and low.endswith(".xml"):
            _check_fields(packed, name)


def _refuse_outside(element: str, attributes: dict[str, str]) -> None:
    if element.rpartition(":")[2] != "Relationship":
        return
    kind = attributes.get("Type", "").rpartition("/")[2].casefold()
    is_outside = attributes.get("TargetMode", "").casefold() == "external"
    if kind == "afchunk":  # Word takes in whole pages and mails, scripts and all
        raise NotAcceptable(CARRIES)
    if is_outside and kind not in _FOLLOWED_BY_PEOPLE | _ASKED_FIRST:
        raise NotAcceptable(_FETCHES)


def _check_fields(packed: zipfile.ZipFile, member: str) -> None:
    """Refuse a field of Word's that fetches or starts something, however it is cut in pieces."""
    parser = expat.ParserCreate()
    words: list[str] = []
    inside = False

    def begin(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        bare = element.rpartition(":")[2]
        if bare == "fldSimple":
            instruction = next(
                (value for key, value in attributes.items() if key.endswith("instr")), ""
            )
            _must_be_harmless(instruction)
        if bare == "fldChar":
            _must_be_harmless("".join(words))
            words.clear()
        inside = bare == "instrText"

    def end(element: str) -> None:
        nonlocal inside
        if element.rpartition(":")[2] == "instrText":
            inside = False

    def text(piece: str) -> None:
        if inside and sum(map(len, words)) < _CHUNK:
            words.append(piece)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = text
    with packed.open(member) as content:
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    _must_be_harmless("".join(words))


def _must_be_harmless(instruction: str) -> None:
    if _COMMAND.match(instruction):
        raise NotAcceptable(_FETCHES)
