"""The real files of the register, where they lie beside the project."""

from award.adapters.registers import read_gias
from award.domain.registers import (
    LineNote,
    RegisterStatus,
)
from tests.real_files import beside


def test_leicesters_file_gives_160_settings_and_2_known_places() -> None:
    reading = read_gias(beside("gias/leicester_856_open.csv"), la_code="856")

    assert (len(reading.settings), len(reading.known)) == (160, 2)
    assert (reading.refused, reading.left_out, reading.elsewhere) == ((), (), 0)
    assert {row.status for row in reading.rows} == {RegisterStatus.OPEN}
    assert sum(row.roll is not None for row in reading.rows) == 128
    assert sum(row.trust is not None for row in reading.rows) == 11
    assert (reading.blanks["NumberOfPupils"], reading.blanks["Trusts (name)"]) == (34, 151)


def test_leicesters_places_find_their_kinds() -> None:
    reading = read_gias(beside("gias/leicester_856_open.csv"))
    codes = [row.kind_code for row in reading.settings]

    assert {code: codes.count(code) for code in codes} == {
        "family_hub": 23,
        "primary": 64,
        "infant": 9,
        "junior": 9,
        "secondary": 19,
        "all_through": 2,
        "college": 4,
        "special": 12,
        "independent": 14,
        "alternative_provision": 2,
        "other": 2,
    }
    assert {row.name for row in reading.known} == {
        "University of Leicester",
        "De Montfort University",
    }


def test_another_years_header_is_read_and_its_closed_places_are_closed() -> None:
    reading = read_gias(beside("gias/header_139_columns.csv"))
    statuses = [row.status.value for row in reading.rows]

    assert (len(reading.settings), len(reading.known), reading.refused) == (48, 51, ())
    assert {one: statuses.count(one) for one in statuses} == {
        "open": 89,
        "closed": 9,
        "proposed": 1,
    }


def test_lines_of_another_years_header_in_one_file_are_refused_one_by_one() -> None:
    reading = read_gias(beside("gias/header_2017_120_columns.csv"))

    assert [row.urn for row in reading.rows][:2] == ["100000", "100001"]
    assert len(reading.rows) == 9
    assert reading.refused == tuple(
        LineNote(line, "This line has 135 columns where the heading has 120")
        for line in range(11, 21)
    )
