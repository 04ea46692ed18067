"""The national register's lines: what is kept of each, and why one is refused."""

from datetime import date

import pytest

from award.adapters.registers import read_gias
from award.domain.registers import (
    LineNote,
    RegisterAddress,
    RegisterGroup,
    RegisterRow,
    RegisterStatus,
)
from tests.adapters.registers.register_lines import reading_of, row_of, text_of


def test_a_row_keeps_what_the_register_says_and_none_of_its_people() -> None:
    [row] = reading_of({}).rows

    assert row == RegisterRow(
        urn="120001",
        name="Willow Lane Primary School",
        kind="primary",
        status=RegisterStatus.OPEN,
        phase="Primary",
        opened_on=date(1998, 9, 1),
        closed_on=None,
        low_age=3,
        high_age=11,
        roll=420,
        trust=RegisterGroup("WILLOW TRUST", "15900"),
        federation=None,
        groups_told=frozenset({"trust", "federation"}),
        address=RegisterAddress(
            street="1 Willow Lane",
            town="Leicester",
            postcode="LE1 1AA",
            ward="Abbey",
            easting=458000,
        ),
        website="www.willowlane.example",
        telephone="01162000000",
    )
    assert "Rosa" not in repr(row)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_empty_ones_do_not_count(ends: str) -> None:
    text = text_of({}, {"URN": "120002"}).replace("\r\n", ends) + ends + "," * 32 + ends

    reading = read_gias(text.encode())

    # a line of nothing but commas has as many columns as the rest, but no number
    assert [row.urn for row in reading.rows] == ["120001", "120002"]
    assert reading.refused == (LineNote(5, "This line has no number (URN)"),)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Open", RegisterStatus.OPEN),
        ("Open, but proposed to close", RegisterStatus.OPEN),
        ("Closed", RegisterStatus.CLOSED),
        ("Proposed to open", RegisterStatus.PROPOSED),
    ],
)
def test_only_the_word_closed_closes_a_place(words: str, status: RegisterStatus) -> None:
    assert row_of(**{"EstablishmentStatus (name)": words, "CloseDate": "31-08-2020"}).status == (
        status
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"URN": ""}, "This line has no number (URN)"),
        ({"URN": "12O001"}, "“12O001” is not a number (URN): it should be five or six digits"),
        ({"URN": "12"}, "“12” is not a number (URN): it should be five or six digits"),
        ({"URN": "١٢٠٠٠١"}, "“١٢٠٠٠١” is not a number (URN): it should be five or six digits"),
        ({"URN": "120001"}, "Number 120001 is there twice: line 2 was taken"),
        ({"URN": "0120001"}, "Number 120001 is there twice: line 2 was taken"),
        ({"EstablishmentName": " "}, "Number 120009 has no name"),
        (
            {"EstablishmentStatus (name)": "", "EstablishmentStatus (code)": ""},
            "Number 120009 does not say whether it is open or closed",
        ),
        (
            {"EstablishmentStatus (name)": "Perhaps"},
            "Number 120009 does not say whether it is open or closed",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_by_itself(
    changes: dict[str, str], reason: str
) -> None:
    reading = reading_of({}, {"URN": "120009", **changes}, {"URN": "120010"})

    assert [row.urn for row in reading.rows] == ["120001", "120010"]
    assert reading.refused == (LineNote(3, reason),)


@pytest.mark.parametrize(
    ("column", "words", "field"),
    [
        ("NumberOfPupils", "about 400", "roll"),
        ("NumberOfPupils", "-3", "roll"),
        ("StatutoryLowAge", "three", "low_age"),
        ("OpenDate", "31-02-2020", "opened_on"),
        ("OpenDate", "1998", "opened_on"),
        ("SchoolWebsite", "javascript:alert(1)", "website"),
    ],
)
def test_a_value_that_cannot_be_read_is_left_out_and_named_and_its_row_is_kept(
    column: str, words: str, field: str
) -> None:
    reading = reading_of({column: words})

    assert getattr(reading.rows[0], field) is None
    assert reading.left_out == (LineNote(2, f"{column} says “{words}”, which was left out"),)


@pytest.mark.parametrize("words", ["01-09-1998", "01/09/1998", "1998-09-01"])
def test_days_are_read_in_the_ways_that_registers_and_spreadsheets_write_them(words: str) -> None:
    assert row_of(OpenDate=words).opened_on == date(1998, 9, 1)


@pytest.mark.parametrize("words", ["1204", "1,204", "1204.0"])
def test_numbers_are_read_as_spreadsheets_write_them(words: str) -> None:
    assert row_of(NumberOfPupils=words).roll == 1204


@pytest.mark.parametrize(
    ("words", "telephone"),
    [("1162000000", "01162000000"), ("0116 200 0000", "0116 200 0000"), ("", None)],
)
def test_a_telephone_number_gets_its_first_0_back(words: str, telephone: str | None) -> None:
    assert row_of(TelephoneNum=words).telephone == telephone


@pytest.mark.parametrize(
    "words", ["http://willowlane.example", "https://a.example/x?y=1", "willowlane.example:8080"]
)
def test_web_addresses_are_kept_as_they_are(words: str) -> None:
    assert row_of(SchoolWebsite=words).website == words


def test_half_a_row_is_refused_and_says_how_much_of_it_there_is() -> None:
    text = text_of({}, {"URN": "120002"})

    reading = read_gias(text[: text.rindex("WILLOW")].encode())

    assert [row.urn for row in reading.rows] == ["120001"]
    assert reading.refused == (LineNote(3, "This line has 17 columns where the heading has 33"),)


def test_a_row_of_too_many_columns_is_refused() -> None:
    text = text_of({}).rstrip() + ",one more\n" + text_of({"URN": "120002"}).splitlines()[1]

    reading = read_gias(text.encode())

    assert [row.urn for row in reading.rows] == ["120002"]
    assert reading.refused == (LineNote(2, "This line has 34 columns where the heading has 33"),)


def test_a_name_over_two_lines_does_not_upset_the_line_numbers() -> None:
    reading = reading_of({"EstablishmentName": "Willow\nLane"}, {"URN": ""})

    assert reading.rows[0].name == "Willow\nLane"
    assert reading.refused == (LineNote(4, "This line has no number (URN)"),)


def test_lines_lost_to_an_open_quotation_mark_are_named() -> None:
    rows = [{"URN": str(120_001 + number)} for number in range(4)]
    lines = text_of(*rows).split("\r\n")
    lines[2] = lines[2].replace("1 Willow Lane", '"1 Willow Lane')

    reading = read_gias("\r\n".join(lines).encode())

    assert [row.urn for row in reading.rows] == ["120001"]
    [note] = reading.refused
    assert note.line == 3
    assert note.reason.startswith("The quotation marks in lines 3 to ")
