"""A register's columns are found by their names; a file without what is needed is refused."""

import csv
import io

import pytest

from award.adapters.registers import NotARegister, read_gias
from tests.adapters.registers.register_lines import reading_of, text_of


def test_columns_are_found_by_name_in_any_order_and_any_case() -> None:
    lines = list(csv.reader(io.StringIO(text_of({}))))
    turned = [list(reversed(line)) for line in lines]
    turned[0] = [f" {heading.upper()} " for heading in turned[0]]
    target = io.StringIO()
    csv.writer(target).writerows(turned)

    assert read_gias(target.getvalue().encode()).rows == reading_of({}).rows


def test_codes_stand_in_where_names_are_missing_with_or_without_their_zero() -> None:
    without = ("TypeOfEstablishment (name)", "EstablishmentStatus (name)")

    reading = reading_of(
        {"TypeOfEstablishment (code)": "02", "EstablishmentStatus (code)": "2"},
        {"URN": "2", "TypeOfEstablishment (code)": "2"},
        {"URN": "120003", "TypeOfEstablishment (code)": "07"},
        {"URN": "120004", "TypeOfEstablishment (code)": "7"},
        without=without,
    )

    assert [(row.kind, row.status.value) for row in reading.rows] == [
        ("primary", "closed"),
        ("special", "open"),
        ("special", "open"),
    ]
    assert [note.line for note in reading.refused] == [3]


def test_missing_columns_that_may_be_missing_are_named() -> None:
    reading = reading_of({}, without=("SchoolWebsite", "NumberOfPupils"))

    assert reading.columns_missing == ("NumberOfPupils", "SchoolWebsite")
    assert reading.rows[0].roll is None
    assert "NumberOfPupils" not in reading.blanks


@pytest.mark.parametrize(
    ("without", "named"),
    [
        (("URN",), "URN"),
        (("EstablishmentName", "URN"), "URN or EstablishmentName"),
        (
            ("TypeOfEstablishment (name)", "TypeOfEstablishment (code)"),
            "TypeOfEstablishment (name)",
        ),
        (
            ("EstablishmentStatus (name)", "EstablishmentStatus (code)"),
            "EstablishmentStatus (name)",
        ),
    ],
)
def test_missing_columns_that_are_needed_refuse_the_file_by_name(
    without: tuple[str, ...], named: str
) -> None:
    with pytest.raises(NotARegister) as refusal:
        reading_of({}, without=without)

    assert f"no column called {named}. " in str(refusal.value)


def test_one_authority_is_picked_out_and_the_others_are_counted() -> None:
    text = text_of({}, {"URN": "120002", "LA (code)": "855"}, {"URN": "3", "LA (code)": "855"})

    reading = read_gias(text.encode(), la_code="0856")

    assert [row.urn for row in reading.rows] == ["120001"]
    assert (reading.elsewhere, reading.refused) == (2, ())


def test_one_authority_cannot_be_picked_out_without_its_column() -> None:
    with pytest.raises(NotARegister, match="LA"):
        read_gias(text_of({}, without=("LA (code)",)).encode(), la_code="856")


def test_blanks_are_counted_by_column_whatever_they_look_like() -> None:
    reading = reading_of(
        {"NumberOfPupils": ""},
        {"URN": "120002", "NumberOfPupils": "SUPP"},
        {"URN": "120003", "NumberOfPupils": " .. "},
        {"URN": "120004", "NumberOfPupils": "0"},
        {"URN": "not a number", "NumberOfPupils": ""},
    )

    assert [row.roll for row in reading.rows] == [None, None, None, 0]
    assert reading.blanks["NumberOfPupils"] == 3
    assert reading.blanks["Town"] == 0
    assert reading.blanks["CloseDate"] == 4
