"""Reads a list of settings that held an earlier award, however its columns are called."""

from datetime import date
from pathlib import Path
from typing import Final

from award.adapters.registers.lines import Lines
from award.adapters.registers.texts import NotARegister, open_text
from award.adapters.registers.values import said_in
from award.domain.earlier_holders import HolderLine, HoldersReading
from award.domain.numbers import bare
from award.domain.registers import LineNote
from award.domain.running_journeys import plain
from award.domain.written_days import NotADay, read_written_day

LONGEST: Final = 200
# Field -> what its column may be called.
COLUMNS: Final = {
    "name": ("name as published", "name", "setting", "school", "holder"),
    "award": ("award", "award name", "level"),
    "awarded_on": ("awarded on", "awarded", "date awarded", "from"),
    "until_on": ("until", "valid until", "award until", "expires", "expiry date", "to"),
    "number": ("urn", "number", "ofsted number", "official number", "charity number"),
}


def read_holders(source: bytes | Path) -> HoldersReading:
    """Every holder that the file lists.

    Raises NotARegister where the file as a whole cannot be used; a line that cannot be used is
    refused by itself.
    """
    with open_text(source) as text:
        lines = Lines(text)
        places = _places(lines.header)
        found: list[HolderLine] = []
        refused: list[LineNote] = []
        for number, cells in lines:
            said = {one: said_in(cells[place]) or "" for one, place in places.items()}
            try:
                found.append(_line(number, said))
            except ValueError as trouble:
                refused.append(LineNote(number, str(trouble)))
    if not found and not refused and not lines.refused:
        raise NotARegister("This file has a heading but no lines below it. Add the holders to it.")
    refused = sorted([*refused, *lines.refused], key=lambda one: one.line)
    return HoldersReading(tuple(found), tuple(refused))


def _places(header: list[str]) -> dict[str, int]:
    known = {plain(heading): place for place, heading in reversed(list(enumerate(header)))}
    places = {}
    for one, names in COLUMNS.items():
        place = next((known[name] for name in names if name in known), None)
        if place is not None:
            places[one] = place
    if "name" not in places:
        raise NotARegister(
            "This file has no column called name. Write the names of the holders in one, and "
            "“awarded on”, “until” or “URN” beside it where you know them."
        )
    return places


def _line(number: int, said: dict[str, str]) -> HolderLine:
    name = " ".join(said["name"].split())
    if not name:
        raise ValueError("This line has no name")
    if len(name) > LONGEST:
        raise ValueError(f"This name is longer than {LONGEST} letters")
    awarded_on, until_on = _day(said.get("awarded_on", "")), _day(said.get("until_on", ""))
    if awarded_on and until_on and until_on < awarded_on:
        raise ValueError("The award ends before it begins. Mend one of the two days")
    award = said.get("award", "")[:LONGEST]
    official = bare(said.get("number", "").removesuffix(".0"))
    return HolderLine(number, name, award, awarded_on, until_on, official)


def _day(words: str) -> date | None:
    try:
        return read_written_day(words)
    except NotADay:
        raise ValueError(
            f"“{words[:40]}” is not a day: write it like 3 March 2026 or 03/03/2026"
        ) from None
