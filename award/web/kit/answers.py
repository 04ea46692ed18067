"""Reads days, times and numbers as people write them, and says how to mend what it cannot read."""

import re
from collections.abc import Sequence
from datetime import date, time

from award.domain.written_days import MONTHS

PARTS = ("day", "month", "year")
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.ASCII)
NUMBER = re.compile(r"-?\d{1,12}", re.ASCII)


class OfAnyField(str):
    """A sentence that fits every field of its kind, so that a summary has to name the one."""


class NotUnderstood(ValueError):
    """What was typed cannot be read; `part` is the first input that is wrong."""

    def __init__(self, words: str, part: int = 0) -> None:
        super().__init__(OfAnyField(words))
        self.part = part


def read_day(typed: Sequence[str]) -> date | None:
    """The date in day, month and year, or in one ISO text; None when nothing was typed."""
    parts = [part.strip() for part in typed]
    if len(parts) == 1 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", parts[0], re.ASCII):
        parts = parts[0].split("-")[::-1]
    parts = [*parts, "", ""][:3]
    if not any(parts):
        return None
    for n, part in enumerate(parts):
        if not part:
            raise NotUnderstood(f"Add the {PARTS[n]} to the date", part=n)
    day, month, year = read_number(parts, 0), read_month(parts), read_number(parts, 2)
    if len(parts[2]) != 4:
        raise NotUnderstood("Write the year in full, like 2026", part=2)
    if not 1 <= month <= 12:
        raise NotUnderstood("Enter a month from 1 to 12, or its name", part=1)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood("That day does not exist. Look at the day and the month") from None


def read_number(parts: Sequence[str], n: int) -> int:
    if not re.fullmatch(r"\d{1,4}", parts[n], re.ASCII):
        raise NotUnderstood(f"Enter the {PARTS[n]} in figures", part=n)
    return int(parts[n])


def read_month(parts: Sequence[str]) -> int:
    word = parts[1][:3].lower()
    return MONTHS.index(word) + 1 if word in MONTHS else read_number(parts, 1)


def read_time(typed: str) -> time | None:
    """The time in 2pm, 2:05pm, 14.05, noon or midnight; None when nothing was typed."""
    word = typed.strip().lower().replace("p.m.", "pm").replace("a.m.", "am")
    if not word:
        return None
    word = {"noon": "12pm", "midday": "12pm", "midnight": "12am"}.get(word, word)
    found = TIME.fullmatch(word)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = found[3] if found else None
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotUnderstood("Enter a time like 9:30am or 2pm")
    return time(hour, minute)


def read_whole_number(typed: str, least: int, most: int | None) -> int | None:
    """The number within its bounds; commas between thousands are passed over."""
    word = typed.strip().replace(",", "")
    if not word:
        return None
    if not NUMBER.fullmatch(word):
        raise NotUnderstood("Enter a whole number in figures, for example 42")
    number = int(word)
    if number < least:
        raise NotUnderstood(f"Enter {least} or more")
    if most is not None and number > most:
        raise NotUnderstood(f"Enter {most} or less")
    return number
