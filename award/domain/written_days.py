"""Reads a day as people write it in a spreadsheet: 03/03/2026, 3 March 2026 or 2026-03-03."""

import re
from datetime import date
from typing import Final

# fmt: off
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun",
                 "jul", "aug", "sep", "oct", "nov", "dec")
# fmt: on
ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
FIGURES: Final = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})", re.ASCII)
WORDS: Final = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{4}|\d{2})", re.ASCII
)

MONTH_OR_YEAR: Final = re.compile(
    r"(?:[a-z]+\.?,?[ \-]|\d{1,2}[./\- ])?\d{4}|\d{4}-\d{1,2}", re.ASCII
)


class NotADay(ValueError):
    """What was written is no day that we can read."""


def read_written_day(words: str) -> date | None:
    """The day, with the day before the month; None where nothing was written."""
    said = " ".join(words.casefold().split())
    if not said:
        return None
    if found := ISO.fullmatch(said):
        year, month, day = (int(one) for one in found.groups())
        return _date(year, month, day)
    if found := FIGURES.fullmatch(said):
        return _date(_year(found[3]), int(found[2]), int(found[1]))
    if (found := WORDS.fullmatch(said)) and found[2][:3] in MONTHS:
        return _date(_year(found[3]), MONTHS.index(found[2][:3]) + 1, int(found[1]))
    raise NotADay(words)


def how_to_write_day(words: str, column: str) -> str:
    """What is to be mended where no day could be read; a month or a year alone is told apart."""
    if MONTH_OR_YEAR.fullmatch(" ".join(words.casefold().split())):
        return (
            f"“{words}” in “{column}” names no day. Write one, like 1 March 2026: the first of the "
            "month where you know no better."
        )
    return (
        f"We cannot read the date “{words}” in “{column}”. Write it like 3 March 2026 or "
        "03/03/2026."
    )


def _year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise NotADay from wrong
