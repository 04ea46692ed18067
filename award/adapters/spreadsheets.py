"""Reads and writes spreadsheets, CSV and Excel, as lines of plain words; nothing in them is run."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

MOST_UNPACKED: Final = 100_000_000
MOST_LINES: Final = 20_000
MOST_COLUMNS: Final = 60
MOST_IN_CELL: Final = 20_000
EMPTY_MEANS_END: Final = 500
SEPARATORS: Final = ",;\t"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
ZIPPED: Final = b"PK\x03\x04"
WIDEST: Final = 44
WORKBOOKS: Final = (".xlsx", ".xlsm")
SAVE_AGAIN: Final = "Open it in your spreadsheet, save it as “Excel workbook” or “CSV UTF-8”, and"
DAMAGED: Final = f"This file is damaged, or it is no spreadsheet. {SAVE_AGAIN} send that."


class NotASpreadsheet(Exception):
    """The file cannot be read as a sheet; the sentence says how to mend it."""


def read_sheet(content: bytes, name: str = "") -> list[list[str]]:
    """The lines of the first sheet, each cell as plain words; dates as 2026-03-03.

    ``name`` is the file's: one that is called a workbook is not read as anything else. Raises
    NotASpreadsheet for what is no sheet. Formulas give the value that was last worked out.
    """
    if content.startswith(OLD_EXCEL):
        raise NotASpreadsheet(f"This is an older kind of spreadsheet. {SAVE_AGAIN} send that.")
    is_workbook = content.startswith(ZIPPED)
    if content and not is_workbook and name.lower().endswith(WORKBOOKS):
        raise NotASpreadsheet(DAMAGED)
    lines = _workbook(content) if is_workbook else _csv(_text(content))
    found: list[list[str]] = []
    empty = 0
    for line in lines:
        cut = _without_empty_end([one[:MOST_IN_CELL] for one in line[:MOST_COLUMNS]])
        empty = 0 if cut else empty + 1
        if empty > EMPTY_MEANS_END:
            break
        if len(found) >= MOST_LINES:
            raise NotASpreadsheet(f"The sheet has over {MOST_LINES} lines. Split it in two.")
        found.append(cut)
    while found and not found[-1]:
        found.pop()
    if not found:
        raise NotASpreadsheet("There is nothing in this file. Look at it, then choose it again.")
    return found


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def write_workbook(title: str, headings: Sequence[str], notes: Iterable[Sequence[str]]) -> bytes:
    """An empty sheet with these headings, and a second one that says how to fill it in."""
    book = Workbook()
    first = book.active
    first.title = title[:31]
    first.append(list(headings))
    for cell in first[1]:
        cell.font = Font(bold=True)
        first.column_dimensions[cell.column_letter].width = max(14, len(str(cell.value)) + 4)
    first.freeze_panes = "A2"
    second = book.create_sheet("How to fill it in")
    for line in notes:
        second.append(list(line))
    for column in ("A", "B"):
        second.column_dimensions[column].width = WIDEST if column == "A" else 2 * WIDEST
        for cell in second[column]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _workbook(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(one.file_size for one in parts.infolist()) > MOST_UNPACKED:
                raise NotASpreadsheet("This spreadsheet is too large. Keep only the lines needed.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for line in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_words(one) for one in line]
    except NotASpreadsheet:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError,
            OSError, TypeError, AttributeError) as trouble:  # fmt: skip
        raise NotASpreadsheet(DAMAGED) from trouble


def _words(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text(content: bytes) -> str:
    """The text in the letters that it was written in: UTF-8, Unicode text, or Windows' own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotASpreadsheet(f"We cannot read the letters in this file. {SAVE_AGAIN} send that.")


def _csv(text: str) -> Iterator[list[str]]:
    start = "\n".join(text.splitlines()[:10])
    if text.lstrip()[:1] in ("<", "%", "{"):
        raise NotASpreadsheet(f"This is no spreadsheet. {SAVE_AGAIN} send that.")
    separator = max(SEPARATORS, key=start.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as trouble:
        raise NotASpreadsheet(
            f"A line of this file cannot be read. {SAVE_AGAIN} send that."
        ) from trouble
