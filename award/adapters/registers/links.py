"""Reads the register's list of which place went before which."""

from pathlib import Path
from typing import Final

from award.adapters.registers.lines import Lines
from award.adapters.registers.texts import NotARegister, open_text
from award.adapters.registers.values import day_where_said, said_in
from award.domain.register_links import LinkEnd, LinkLine, LinksReading
from award.domain.registers import LineNote

COLUMNS: Final = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
NEEDED: Final = ("URN", "LinkURN", "LinkType")


def read_links(source: bytes | Path) -> LinksReading:
    """Every predecessor and successor that the file names.

    Raises NotARegister where the file as a whole cannot be used; a line that cannot be used is
    refused by itself, and links of another sort are counted and passed over.
    """
    with open_text(source) as text:
        lines = Lines(text)
        places = _places(lines.header)
        found: list[LinkLine] = []
        refused: list[LineNote] = []
        passed_over = 0
        for number, cells in lines:
            said = {one: said_in(cells[place]) or "" for one, place in places.items()}
            end = _end(said["LinkType"])
            if end is None:
                passed_over += 1
                continue
            try:
                found.append(_line(number, said, end))
            except ValueError as trouble:
                refused.append(LineNote(number, str(trouble)))
    refused = sorted([*refused, *lines.refused], key=lambda one: one.line)
    return LinksReading(tuple(found), tuple(refused), passed_over)


def _places(header: list[str]) -> dict[str, int]:
    known = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    missing = [one for one in NEEDED if one.casefold() not in known]
    if missing:
        raise NotARegister(
            f"This file has no column called {' or '.join(missing)}. Download the register’s "
            "links again, and do not change the first line."
        )
    return {one: known[one.casefold()] for one in COLUMNS if one.casefold() in known}


def _end(link_type: str) -> LinkEnd | None:
    first = link_type.casefold().partition("-")[0].strip()
    return next((one for one in LinkEnd if one == first), None)


def _line(number: int, said: dict[str, str], end: LinkEnd) -> LinkLine:
    mine, other = _urn(said["URN"]), _urn(said["LinkURN"])
    if mine == other:
        raise ValueError(f"Number {mine} is said to follow itself")
    on = said.get("LinkEstablishedDate")
    return LinkLine(number, mine, other, said.get("LinkName", ""), end, day_where_said(on))


def _urn(said: str) -> str:
    if not (said.isascii() and said.isdigit() and 4 <= len(said) <= 8):
        words = f"“{said[:40]}” is" if said else "A blank is"
        raise ValueError(f"{words} not a number (URN): it should be five or six digits")
    return str(int(said))
