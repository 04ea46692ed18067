"""Spreadsheets as people have them: whichever letters, separators and programs made them."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from award.adapters.spreadsheets import (
    MOST_LINES,
    NotASpreadsheet,
    read_sheet,
    write_workbook,
)


def workbook(*lines: list[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_whichever_letters_and_separators(encoding: str, separator: str) -> None:
    text = f"Setting{separator}Stage\nÉcole “Élan”{separator}Ready\n"

    assert read_sheet(text.encode(encoding)) == [["Setting", "Stage"], ["École “Élan”", "Ready"]]


def test_a_cell_may_hold_separators_and_lines() -> None:
    found = read_sheet(b'Setting,Note\n"Willow, Lane","two\nlines"\n')

    assert found[1] == ["Willow, Lane", "two\nlines"]


def test_a_workbook_gives_plain_words_whole_numbers_and_days() -> None:
    content = workbook(
        ["URN", "Since", "Last", "Ticked", "Note"],
        [120001.0, datetime(2026, 3, 1), date(2026, 3, 2), True, 1.5],  # noqa: DTZ001 - as Excel has it
    )

    assert read_sheet(content)[1] == ["120001", "2026-03-01", "2026-03-02", "", "1.5"]


def test_a_formula_is_never_run_and_never_shown() -> None:
    found = read_sheet(workbook(["Setting", "Stage", "x"], ["Willow", '=CMD("calc")', "y"]))

    assert found[1] == ["Willow", "", "y"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing in this file"),
        (b"\n\n,,\n", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0old", "older kind of spreadsheet"),
        (b"PK\x03\x04broken", "damaged"),
        (b"%PDF-1.7", "no spreadsheet"),
        (b"<html>", "no spreadsheet"),
        (b"a\0b\x81", "cannot read the letters"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(NotASpreadsheet, match=says):
        read_sheet(content)


def test_another_zipped_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")

    with pytest.raises(NotASpreadsheet, match="damaged, or it is no spreadsheet"):
        read_sheet(out.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b"0" * 100_000_001)

    with pytest.raises(NotASpreadsheet, match="too large"):
        read_sheet(out.getvalue())


def test_a_sheet_with_too_many_lines_is_refused() -> None:
    with pytest.raises(NotASpreadsheet, match="Split it in two"):
        read_sheet(b"a\n" * (MOST_LINES + 1))


def test_the_written_workbook_has_headings_and_says_how_to_fill_it_in() -> None:
    content = write_workbook("Journeys", ["Setting", "Stage"], [("Column", "What to write")])

    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Journeys", "How to fill it in"]
    assert read_sheet(content) == [["Setting", "Stage"]]
