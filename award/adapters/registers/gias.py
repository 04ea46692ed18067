"""Reads an extract of the national register of schools (GIAS), whichever year's header it has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from award.adapters.registers.columns import OPTIONAL, Table, table_of
from award.adapters.registers.lines import Lines
from award.adapters.registers.texts import NotARegister, open_text
from award.adapters.registers.values import (
    bare_code,
    day,
    grid_metres,
    said_in,
    telephone,
    unless_not_said,
    web_address,
    whole_number,
)
from award.domain.registers import (
    TYPE_BY_CODE,
    LineNote,
    RegisterAddress,
    RegisterGroup,
    RegisterReading,
    RegisterRow,
    RegisterStatus,
    kind_for,
)

T = TypeVar("T")

STATUS: Final[Mapping[str, RegisterStatus]] = {
    "open": RegisterStatus.OPEN,
    "open, but proposed to close": RegisterStatus.OPEN,
    "closed": RegisterStatus.CLOSED,
    "proposed to open": RegisterStatus.PROPOSED,
    "1": RegisterStatus.OPEN,
    "2": RegisterStatus.CLOSED,
    "3": RegisterStatus.OPEN,
    "4": RegisterStatus.PROPOSED,
}


def read_gias(source: bytes | Path, la_code: str | None = None) -> RegisterReading:
    """Read the whole file, or of it only the rows of one authority.

    Raises NotARegister where the file as a whole cannot be used; a line that cannot be used is
    refused by itself, with its reason.
    """
    with open_text(source) as text:
        lines = Lines(text)
        table = table_of(lines.header, with_la=la_code is not None)
        wanted = bare_code(la_code) if la_code is not None else None
        reading = _Reading(table, wanted)
        rows = tuple(reading.rows(lines))
    if not rows and not reading.refused and not lines.refused and not reading.elsewhere:
        raise NotARegister("This file has a heading but no lines below it. Download it again.")
    refused = sorted([*lines.refused, *reading.refused], key=lambda note: note.line)
    return RegisterReading(
        rows=rows,
        refused=tuple(refused),
        left_out=tuple(reading.left_out),
        blanks=reading.blanks,
        columns_missing=table.missing,
        elsewhere=reading.elsewhere,
    )


class _Unusable(Exception):
    """A line that cannot be used."""


@dataclass
class _Reading:
    table: Table
    wanted_la: str | None
    refused: list[LineNote] = field(default_factory=list)
    left_out: list[LineNote] = field(default_factory=list)
    blanks: dict[str, int] = field(default_factory=dict)
    elsewhere: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    def rows(self, lines: Lines) -> Iterator[RegisterRow]:
        la_place = self.table.places.get("la_code", -1)
        optional = [(self.table.columns[o], o) for o in OPTIONAL if o in self.table.columns]
        self.blanks = {column: 0 for column, _ in optional}
        for line, cells in lines:
            if self.wanted_la is not None and bare_code(cells[la_place]) != self.wanted_la:
                self.elsewhere += 1
                continue
            said = {one: said_in(cells[place]) for one, place in self.table.places.items()}
            try:
                row = self._row(line, said)
            except _Unusable as trouble:
                self.refused.append(LineNote(line, str(trouble)))
                continue
            for column, one in optional:
                if said[one] is None:
                    self.blanks[column] += 1
            yield row

    def _row(self, line: int, said: Mapping[str, str | None]) -> RegisterRow:
        get = said.get
        urn, name, status = self._told_apart_by(said)
        self.seen[urn] = line
        low_age = self._read(line, "low_age", said, whole_number)
        high_age = self._read(line, "high_age", said, whole_number)
        type_name = get("type_name") or TYPE_BY_CODE.get(bare_code(get("type_code") or ""))
        phase = unless_not_said(get("phase"))
        kind = kind_for(
            type_name,
            group_name=get("group_name"),
            phase=phase,
            name=name,
            low_age=low_age,
            high_age=high_age,
        )
        return RegisterRow(
            urn=urn,
            name=name,
            kind=kind,
            status=status,
            phase=phase,
            opened_on=self._read(line, "opened_on", said, day),
            closed_on=self._read(line, "closed_on", said, day),
            low_age=low_age,
            high_age=high_age,
            roll=self._read(line, "roll", said, whole_number),
            trust=_group(get("trust_name"), get("trust_code")),
            federation=_group(get("federation_name"), get("federation_code")),
            groups_told=self.table.groups,
            address=self._address(line, said),
            website=self._read(line, "website", said, web_address),
            telephone=telephone(get("telephone")),
        )

    def _address(self, line: int, said: Mapping[str, str | None]) -> RegisterAddress:
        get = said.get
        return RegisterAddress(
            street=get("street"),
            locality=get("locality"),
            address_3=get("address_3"),
            town=get("town"),
            county=unless_not_said(get("county")),
            postcode=get("postcode"),
            ward=unless_not_said(get("ward")),
            easting=self._read(line, "easting", said, grid_metres),
            northing=self._read(line, "northing", said, grid_metres),
        )

    def _told_apart_by(self, said: Mapping[str, str | None]) -> tuple[str, str, RegisterStatus]:
        """The number, name and status, without which no row is kept."""
        urn = self._urn(said.get("urn"))
        name = said.get("name")
        if name is None:
            raise _Unusable(f"Number {urn} has no name")
        status = STATUS.get((said.get("status_name") or said.get("status_code") or "").casefold())
        if status is None:
            raise _Unusable(f"Number {urn} does not say whether it is open or closed")
        return urn, name, status

    def _urn(self, said: str | None) -> str:
        if said is None:
            raise _Unusable("This line has no number (URN)")
        if not (said.isascii() and said.isdigit() and 4 <= len(said) <= 8):
            raise _Unusable(f"“{said[:40]}” is not a number (URN): it should be five or six digits")
        urn = str(int(said))
        if urn in self.seen:
            raise _Unusable(f"Number {urn} is there twice: line {self.seen[urn]} was taken")
        return urn

    def _read(
        self, line: int, one: str, said: Mapping[str, str | None], reader: Callable[[str], T | None]
    ) -> T | None:
        words = said.get(one)
        if words is None:
            return None
        try:
            return reader(words)
        except ValueError:
            column = self.table.columns[one]
            self.left_out.append(
                LineNote(line, f"{column} says “{words[:40]}”, which was left out")
            )
            return None


def _group(name: str | None, code: str | None) -> RegisterGroup | None:
    name = unless_not_said(name)
    return RegisterGroup(name, code) if name is not None else None
