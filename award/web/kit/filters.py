"""Dates, counts and sizes as people say them, for templates."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup, escape

from award.adapters import clock
from award.domain.spoken import clock_words

LONDON = ZoneInfo("Europe/London")
UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
AWARD_NUMBER: Final = re.compile(r"\b([A-Z]{2,}-\d{4}-\d{4,})\b")


def local(when: datetime | date) -> date:
    """The day in Leicester; a moment without a zone is refused, since it could be any hour."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return when.astimezone(LONDON).date()


def day(when: date | None) -> str:
    """Friday 6 March 2026"""
    if when is None:
        return ""
    on = local(when)
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def day_short(when: date | None) -> str:
    """6 March 2026"""
    if when is None:
        return ""
    on = local(when)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def day_whole(when: date) -> str:
    """Friday 6 March 2026, of which only the weekday may stand on a line of its own."""
    weekday, rest = day(when).split(" ", 1)
    return f"{weekday} {unbroken(rest)}"


def unbroken(words: str) -> str:
    """6 March 2026, with spaces at which no line ends: a day in the middle of a sentence."""
    return words.replace(" ", "\u00a0")


def clock_time(when: datetime) -> str:
    """2:05pm, 2pm, midday, midnight"""
    return clock_words(when.astimezone(LONDON).time())


def moment(when: datetime | None) -> str:
    """Friday 6 March, 2:05pm; with its year where that is not this year.

    A line ends after the weekday or before the time, and nowhere else.
    """
    if when is None:
        return ""
    on = local(when)
    year = "" if on.year == clock.today().year else f" {on.year}"
    whole_day = unbroken(f"{on.day} {MONTHS[on.month - 1]}{year}")
    return f"{DAYS[on.weekday()]} {whole_day}, {clock_time(when)}"


def exact(when: datetime | date | None) -> Markup:
    """The day as people say it, kept on one line, with the exact moment on hover and in print."""
    if when is None:
        return Markup("")
    title = f"{day(when)}, {clock_time(when)}" if isinstance(when, datetime) else day(when)
    spoken = moment(when) if isinstance(when, datetime) else day(when)
    html = '<time class="whole" datetime="{}" title="{}">{}</time>'
    return Markup(html).format(when.isoformat(), title, spoken)  # noqa: S704 - format escapes


def in_days(when: date, today: date) -> str:
    """today, tomorrow, in 9 days, yesterday, 9 days ago"""
    gap = (local(when) - local(today)).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if gap in near:
        return near[gap]
    return f"in {gap} days" if gap > 0 else f"{-gap} days ago"


def plural(count: int, one: str, many: str = "") -> str:
    """1 thing, 3 things; `many` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def number_word(count: int) -> str:
    """three, 12: words up to nine, as in a sentence"""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def file_size(size: int) -> str:
    """2.4 MB, as the makers of disks count"""
    for name, unit in UNITS:
        if size >= unit:
            shown = size / unit
            return f"{shown:.1f} {name}" if shown < 10 else f"{shown:.0f} {name}"
    return plural(size, "byte")


def listed(things: Iterable[object], last: str = "and") -> Markup:
    """a, b and c"""
    words = [escape(thing) for thing in things]
    if len(words) < 2:
        return Markup("").join(words)
    return Markup(", ").join(words[:-1]) + f" {last} " + words[-1]


def whole(words: object) -> Markup:
    """Words that stay on one line, such as a number or a day in a table."""
    return Markup('<span class="whole">{}</span>').format(words)


def keeping_numbers(words: str) -> Markup:
    """A sentence in which no line ends within the number of an award."""
    parts = AWARD_NUMBER.split(words)
    return Markup("").join(whole(one) if at % 2 else escape(one) for at, one in enumerate(parts))


def breakable(words: object) -> object:
    """An e-mail address that may break after its @, rather than in the middle of a name."""
    if not isinstance(words, str) or isinstance(words, Markup) or "@" not in words:
        return words
    return Markup("@<wbr>").join(escape(part) for part in words.split("@"))


def init_filters(app: Flask) -> None:
    """Give them to every template."""
    for one in (day, day_short, day_whole, clock_time, moment, exact, in_days):
        app.jinja_env.filters[one.__name__] = one
    for other in (plural, number_word, file_size, listed, unbroken, whole, breakable):
        app.jinja_env.filters[other.__name__] = other
    app.jinja_env.filters[keeping_numbers.__name__] = keeping_numbers
