"""When somebody may leave a thing that waits for another day, and when it is back by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LONGEST: Final = timedelta(days=14)


@dataclass(frozen=True)
class Aside:
    """From which day to which something is out of sight; on the last day it is back."""

    put_on: date
    until_on: date

    def holds(self, today: date, deadlines: Iterable[date]) -> bool:
        """Whether it is still out of sight: its day has not come, and no deadline since."""
        overtaken = any(self.put_on <= day <= today for day in deadlines)
        return today < self.until_on and not overtaken


def why_never_aside(today: date, deadlines: Iterable[date]) -> str | None:
    """Why it cannot be put aside at all today, whichever day is chosen; None where it can."""
    if today in deadlines:
        return "Its day is today, so it stays here. Do it now, or note why it has to wait"
    return None


def why_not_aside(until_on: date, *, today: date, deadlines: Iterable[date]) -> str | None:
    """Why it cannot be put aside until this day; None where it can."""
    if never := why_never_aside(today, deadlines):
        return never
    if until_on <= today:
        return "Choose a day after today"
    if until_on - today > LONGEST:
        return "Choose a day within two weeks, so that it is not forgotten"
    return None
