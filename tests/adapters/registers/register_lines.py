"""A register as a file: the line of one school, and changes to it."""

import csv
import io

from award.adapters.registers import read_gias
from award.domain.registers import (
    RegisterReading,
    RegisterRow,
)

WILLOW = {
    "URN": "120001",
    "LA (code)": "856",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Willow Lane Primary School",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1998",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "NumberOfPupils": "420",
    "Trusts (code)": "15900",
    "Trusts (name)": "WILLOW TRUST",
    "Federations (code)": "",
    "Federations (name)": "Not applicable",
    "UKPRN": "10079319",
    "Street": "1 Willow Lane",
    "Locality": "",
    "Address3": "",
    "Town": "Leicester",
    "County (name)": "",
    "Postcode": "LE1 1AA",
    "AdministrativeWard (name)": "Abbey",
    "Easting": "458000",
    "Northing": "0",
    "SchoolWebsite": "www.willowlane.example",
    "TelephoneNum": "1162000000",
    "HeadFirstName": "Rosa",
    "HeadLastName": "Green",
}


def text_of(*rows: dict[str, str], without: tuple[str, ...] = ()) -> str:
    columns = [column for column in WILLOW if column not in without]
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**WILLOW, **row} for row in rows)
    return target.getvalue()


def reading_of(*rows: dict[str, str], without: tuple[str, ...] = ()) -> RegisterReading:
    return read_gias(text_of(*rows, without=without).encode())


def row_of(**changes: str) -> RegisterRow:
    [row] = reading_of(changes).rows
    return row
