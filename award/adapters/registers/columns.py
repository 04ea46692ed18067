"""Finds the columns of the national register by their names, in whichever order a year has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from award.adapters.registers.texts import NotARegister
from award.domain.registers import FEDERATION, TRUST

# Field -> the column's names, the first one that the file has is taken.
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "urn": ("URN",),
    "name": ("EstablishmentName",),
}
EITHER: Final[Mapping[str, tuple[str, ...]]] = {
    "type_name": ("TypeOfEstablishment (name)", "TypeOfEstablishment"),
    "type_code": ("TypeOfEstablishment (code)",),
    "status_name": ("EstablishmentStatus (name)", "EstablishmentStatus"),
    "status_code": ("EstablishmentStatus (code)",),
}
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "la_code": ("LA (code)",),
    "group_name": ("EstablishmentTypeGroup (name)", "EstablishmentTypeGroup"),
    "opened_on": ("OpenDate",),
    "closed_on": ("CloseDate",),
    "phase": ("PhaseOfEducation (name)", "PhaseOfEducation"),
    "low_age": ("StatutoryLowAge",),
    "high_age": ("StatutoryHighAge",),
    "roll": ("NumberOfPupils",),
    "trust_name": ("Trusts (name)", "Trusts"),
    "trust_code": ("Trusts (code)",),
    "federation_name": ("Federations (name)", "Federations"),
    "federation_code": ("Federations (code)",),
    "street": ("Street",),
    "locality": ("Locality",),
    "address_3": ("Address3",),
    "town": ("Town",),
    "county": ("County (name)", "County"),
    "postcode": ("Postcode",),
    "ward": ("AdministrativeWard (name)", "AdministrativeWard"),
    "easting": ("Easting",),
    "northing": ("Northing",),
    "website": ("SchoolWebsite",),
    "telephone": ("TelephoneNum",),
}


@dataclass(frozen=True)
class Table:
    """Where each field stands in the line, and which column it is."""

    places: Mapping[str, int]
    columns: Mapping[str, str]
    missing: tuple[str, ...]

    @cached_property
    def groups(self) -> frozenset[str]:
        """The sorts of groups that the file has a column for."""
        return frozenset(one for one in (TRUST, FEDERATION) if f"{one}_name" in self.places)


def table_of(header: list[str], *, with_la: bool) -> Table:
    places_by_name: dict[str, int] = {}
    for place, heading in enumerate(header):
        places_by_name.setdefault(heading.strip().casefold(), place)
    places: dict[str, int] = {}
    columns: dict[str, str] = {}
    for one, names in {**REQUIRED, **EITHER, **OPTIONAL}.items():
        for name in names:
            if name.casefold() in places_by_name:
                places[one], columns[one] = places_by_name[name.casefold()], name
                break
    needed = [names[0] for one, names in REQUIRED.items() if one not in places]
    needed += [
        EITHER[f"{half}_name"][0]
        for half in ("type", "status")
        if f"{half}_name" not in places and f"{half}_code" not in places
    ]
    if with_la and "la_code" not in places:
        needed.append(OPTIONAL["la_code"][0])
    if needed:
        raise NotARegister(
            f"This file has no column called {' or '.join(needed)}. "
            "Download the register again with all its columns, and do not change the first line."
        )
    return Table(places, columns, tuple(n[0] for one, n in OPTIONAL.items() if one not in places))
