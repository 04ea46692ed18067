"""Reads single values of a register: numbers, days, telephones, and the many ways of blank."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

_BLANK: Final = frozenset({"", "-", "--", ".", "..", "supp", "null", "n/a"})
_LONGEST_BLANK: Final = max(len(blank) for blank in _BLANK)
_NOT_SAID: Final = frozenset({"not applicable", "not recorded", "not collected"})
_DAY: Final = re.compile(r"(\d{2})[-/](\d{2})[-/](\d{4})", re.ASCII)


def said_in(cell: str) -> str | None:
    """What the cell says, or None where it is blank or its number was held back."""
    words = cell.strip()
    if len(words) <= _LONGEST_BLANK and words.casefold() in _BLANK:
        return None
    return words


def unless_not_said(words: str | None) -> str | None:
    """None where the register only says that there is nothing to say."""
    return None if words is None or words.casefold() in _NOT_SAID else words


def bare_code(code: str) -> str:
    """One spelling for "02" and "2": spreadsheets drop leading zeros."""
    return code.strip().lstrip("0") or "0"


@lru_cache(maxsize=4096)  # a register says the same few hundred numbers over and over
def whole_number(words: str) -> int:
    """A count or an age; "12.0" and "1,204" are what spreadsheets make of such."""
    plain = words.replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 9):
        raise ValueError(words)
    return int(plain)


def grid_metres(words: str) -> int | None:
    """Metres on the national grid; the register writes 0 where it does not know."""
    return whole_number(words) or None


@lru_cache(maxsize=4096)
def day(words: str) -> date:
    """A day written 31-08-2026, 31/08/2026 or 2026-08-31."""
    match = _DAY.fullmatch(words)
    if match is None:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    return date(int(match[3]), int(match[2]), int(match[1]))


def day_where_said(words: str | None) -> date | None:
    """A day that may be left blank. Raises ValueError with a sentence for who wrote the file."""
    if not words:
        return None
    try:
        return day(words)
    except ValueError:
        raise ValueError(f"“{words[:40]}” is not a day: it should be like 31-08-2026") from None


def web_address(words: str) -> str:
    """The address as given, unless it could lead anywhere else than to a web page."""
    scheme, colon, _ = words.partition(":")
    is_web = not colon or "." in scheme or scheme.casefold() in {"http", "https"}
    if not is_web or len(words.split()) != 1:
        raise ValueError(words)
    return words


def telephone(words: str | None) -> str | None:
    """The number as given, with the first 0 back where a spreadsheet dropped it."""
    if words is None:
        return None
    plain = words.replace(" ", "")
    return f"0{plain}" if re.fullmatch(r"[1-9]\d{8,9}", plain, re.ASCII) else words
