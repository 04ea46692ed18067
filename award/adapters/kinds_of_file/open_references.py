"""Finds in OpenDocument files what would be fetched, or started, as soon as somebody opens them."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from award.adapters.kinds_of_file.references import ReadXml
from award.adapters.kinds_of_file.refusals import NotAcceptable

_READ: Final = frozenset({"content.xml", "styles.xml", "meta.xml"})
# A listener of a show turns to a page, once somebody clicks; every other one calls a program.
_TURNS_PAGES: Final = frozenset(
    {"none", "previous-page", "next-page", "first-page", "last-page", "last-visited-page", "show",
     "hide", "fade-out", "stop"}
)  # fmt: skip
_PROGRAMS: Final = frozenset({"applet", "library-linked", "source-code"})
_OTHER_PROGRAMS: Final = frozenset(
    {"dde-connection", "dde-connection-decl", "dde-source", "dde-link"}
)
# A link or a button that a person follows harms nobody, the name of a template is only told, and
# before a table is read from another workbook the program asks.
_FOLLOWED_BY_PEOPLE: Final = frozenset({"a", "button", "form", "template", "table-source"})
_FORMULA_STARTS: Final = re.compile(r"\bDDE\s*\(", re.IGNORECASE)
_FORMULA_FETCHES: Final = re.compile(r"\bWEBSERVICE\s*\(", re.IGNORECASE)
_MACRO: Final = re.compile(r"\s*(?:vnd\.sun\.star\.script|macro|javascript|script):", re.IGNORECASE)
_MACROS: Final = (
    "This document has small programs (macros) in it, which we cannot take. "
    "Save it as a PDF and add that."
)
_COMMANDS: Final = (
    "This document asks other programs to start, which we cannot take. "
    "Save it as a PDF and add that."
)
_FETCHES: Final = (
    "This document fetches things from elsewhere once it is opened, which we cannot take. "
    "Save it as a PDF and add that."
)


def check_open_references(packed: zipfile.ZipFile, *, read_xml: ReadXml) -> None:
    """Refuse a document that calls a program, or refers to what lies elsewhere but by a link.

    The documents in it, such as a chart, keep the same names in folders of their own.
    """
    for name in packed.namelist():
        path = PurePosixPath(name)
        if path.name.casefold() in _READ:
            folder = "" if path.parent == PurePosixPath() else str(path.parent)

            def check(element: str, given: dict[str, str], folder: str = folder) -> None:
                bare = {key.rpartition(":")[2]: value for key, value in given.items()}
                _check_element(element.rpartition(":")[2], bare, folder)

            read_xml(packed, name, check)


def _check_element(element: str, given: Mapping[str, str], folder: str) -> None:
    href, formula = given.get("href", ""), given.get("formula", "")
    if element in _OTHER_PROGRAMS or _FORMULA_STARTS.search(formula):
        raise NotAcceptable(_COMMANDS)
    if element in _PROGRAMS or _MACRO.match(href) or "macro-name" in given:
        raise NotAcceptable(_MACROS)
    if element == "event-listener":
        if given.get("action") not in _TURNS_PAGES:
            raise NotAcceptable(_COMMANDS if given.get("action") == "execute" else _MACROS)
        return
    if _FORMULA_FETCHES.search(formula):
        raise NotAcceptable(_FETCHES)
    if element not in _FOLLOWED_BY_PEOPLE and not _is_inside(href, folder):
        raise NotAcceptable(_FETCHES)


def _is_inside(href: str, folder: str) -> bool:
    """Whether this leads to a part of the same document."""
    given = unquote(href.strip())
    if not given or given.startswith("#"):
        return True
    if given.startswith(("/", "\\")) or ":" in given or "\\" in given:
        return False
    found = posixpath.normpath(posixpath.join(folder, given.partition("#")[0]))
    return found != ".." and not found.startswith("../")
