"""A register's file in whatever letters it was written, and what is no register."""

from pathlib import Path

import pytest

from award.adapters.registers import NotARegister, read_gias
from tests.adapters.registers.register_lines import text_of


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
