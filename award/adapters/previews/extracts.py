"""Takes the words out of documents, tables and slides; how they look is left to the download."""

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from award.adapters.previews.marked_words import OFFICE, OPEN, Kept, words_in
from award.adapters.previews.sheets import Writer

SLIDE: Final = re.compile(r"ppt/slides/slide(\d{1,5})\.xml", re.ASCII)
LONGEST_LINE: Final = 2000
LONGEST_CELL: Final = 300


def read_word(source: Path, writer: Writer) -> None:
    """A Word document: its paragraphs, under its headings."""
    with zipfile.ZipFile(source) as packed:
        keep_parts(words_in(packed, "word/document.xml", OFFICE), writer)


def read_slides(source: Path, writer: Writer) -> None:
    """PowerPoint: the words of each slide."""
    with zipfile.ZipFile(source) as packed:
        found = (SLIDE.fullmatch(name) for name in packed.namelist())
        slides = sorted((int(one[1]), one[0]) for one in found if one)
        writer.say_total(len(slides))
        for number, (_, name) in enumerate(slides[: writer.limits.pages], start=1):
            said = "\n".join(one.words for one in words_in(packed, name, OFFICE))
            writer.keep(writer.next("text", heading=f"Slide {number}", text=said))


def read_open_document(source: Path, writer: Writer) -> None:
    """OpenDocument: paragraphs under headings, the words of slides, or the first rows of tables."""
    with zipfile.ZipFile(source) as packed:
        keep_parts(words_in(packed, "content.xml", OPEN), writer)


def keep_parts(parts: Iterator[Kept], writer: Writer) -> None:
    """Each heading begins a part, and so does each table of an OpenDocument."""
    heading, lines, rows, letters = "", list[str](), list[str](), 0

    def close() -> None:
        nonlocal letters
        if rows:
            writer.keep(writer.next("table", heading=heading, text="\n".join(rows)))
        elif heading or lines:
            writer.keep(writer.next("text", heading=heading, text="\n".join(lines)))
        letters = 0

    for one in parts:
        if writer.count >= writer.limits.pages - 1:
            writer.say_total(writer.count + 2)
            break
        if one.begins:
            close()
            heading, lines, rows = one.words, [], []
        elif one.cells and len(rows) < writer.limits.rows:
            rows.append(row_of(one.cells, writer))
        elif one.words and letters <= writer.limits.letters:
            lines.append(one.words)
            letters += len(one.words)
    close()


def row_of(cells: list[str], writer: Writer) -> str:
    """One row of a table as a line."""
    most = writer.limits.columns
    return "\t".join(" ".join(one.split())[:LONGEST_CELL] for one in cells[:most]).rstrip("\t")


def read_workbook(source: Path, writer: Writer) -> None:
    """Excel: each sheet's name with its first rows, as they were last worked out."""
    import openpyxl  # noqa: PLC0415 - slow import

    with source.open("rb") as stream:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        writer.say_total(len(book.worksheets))
        for sheet in book.worksheets[: writer.limits.pages]:
            rows = sheet.iter_rows(
                max_row=writer.limits.rows, max_col=writer.limits.columns, values_only=True
            )
            lines = [
                row_of(["" if one is None else str(one) for one in row], writer) for row in rows
            ]
            text = "\n".join(lines).rstrip()
            writer.keep(writer.next("table", heading=sheet.title, text=text))


def lines_of(source: Path, writer: Writer) -> list[str]:
    """The first lines of a text, and one that says so where there are more."""
    with source.open("rb") as stream:
        start = stream.read(writer.limits.lines * LONGEST_LINE)
        more = bool(stream.read(1))
    try:
        words = start.decode("utf-8-sig", errors="strict" if not more else "ignore")
    except UnicodeDecodeError:
        words = start.decode("cp1252", errors="replace")
    lines = words.splitlines()
    writer.say_total(2 if more or len(lines) > writer.limits.lines else 1)
    return [one[:LONGEST_LINE] for one in lines[: writer.limits.lines]]


def read_text(source: Path, writer: Writer) -> None:
    """Plain text."""
    writer.keep(writer.next("text", text="\n".join(lines_of(source, writer))))


def read_csv(source: Path, writer: Writer) -> None:
    """A table of text, whatever parts its columns."""
    lines = lines_of(source, writer)
    parted = max(",;\t", key=lambda sign: sum(one.count(sign) for one in lines[:20]))
    rows = [row_of(row, writer) for row in csv.reader(lines, delimiter=parted)]
    writer.keep(writer.next("table", text="\n".join(rows)))
