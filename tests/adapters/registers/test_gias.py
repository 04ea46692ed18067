"""The national register is read in every shape it comes in, and every refusal has its reason."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from award.adapters.registers import NotARegister, read_gias
from award.domain.registers import (
    LineNote,
    RegisterAddress,
    RegisterGroup,
    RegisterReading,
    RegisterRow,
    RegisterStatus,
)
from tests.real_files import beside

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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("École Zoë’s", text_of({"EstablishmentName": "École Zoë’s"}).encode("cp1252")),
        ("École Zoë’s", text_of({"EstablishmentName": "École Zoë’s"}).encode()),
        ("Ngā Tū", text_of({"EstablishmentName": "Ngā Tū"}).encode()),
        ("Ngā Tū", b"\xef\xbb\xbf" + text_of({"EstablishmentName": "Ngā Tū"}).encode()),
        ("Plain", b"\xef\xbb\xbf" + text_of({"EstablishmentName": "Plain"}).encode()),
    ],
    ids=["cp1252", "utf-8", "utf-8 beyond cp1252", "utf-8 with a mark", "only a mark"],
)
@pytest.mark.parametrize("by_path", [True, False])
def test_names_are_read_in_the_letters_they_were_written_in(
    name: str, content: bytes, by_path: bool, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(content)

    reading = read_gias(path if by_path else content)

    assert [row.name for row in reading.rows] == [name]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_empty_ones_do_not_count(ends: str) -> None:
    text = text_of({}, {"URN": "120002"}).replace("\r\n", ends) + ends + "," * 32 + ends

    reading = read_gias(text.encode())

    # a line of nothing but commas has as many columns as the rest, but no number
    assert [row.urn for row in reading.rows] == ["120001", "120002"]
    assert reading.refused == (LineNote(5, "This line has no number (URN)"),)


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


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b" \r\n ", "This file is empty"),
        (b"PK\x03\x04\x14\x00", "spreadsheet or a zipped folder"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "older spreadsheet"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"<!doctype html>", "web page"),
        (text_of({}).encode("utf-16"), "CSV UTF-8"),
        (b"URN,Name\n1\x00,x", "not a CSV file"),
        (b"just some words\nand more", "no column called URN"),
        (text_of().encode(), "no lines below it"),
        (b'"URN" and more "quotes"\n1', "names of columns"),
    ],
)
def test_what_is_no_register_is_refused_with_how_to_mend_it(content: bytes, says: str) -> None:
    with pytest.raises(NotARegister, match=says):
        read_gias(content)


def test_bytes_that_are_no_letter_are_refused_with_their_line() -> None:
    content = text_of({}, {"EstablishmentName": "Zoë"}).encode("cp1252") + b"x\x81\n"

    with pytest.raises(NotARegister, match="Line 4 holds a character that cannot be read"):
        read_gias(content)


def test_a_file_cut_in_the_middle_of_a_letter_is_refused() -> None:
    content = text_of({"EstablishmentName": "Zoë"}).encode() + "ë".encode()[:1]

    with pytest.raises(NotARegister, match="cut short"):
        read_gias(content)


def test_a_file_that_says_it_is_utf8_and_is_not_is_refused() -> None:
    with pytest.raises(NotARegister, match="damaged"):
        read_gias(b"\xef\xbb\xbf" + text_of({"EstablishmentName": "Zoë"}).encode("cp1252"))


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
