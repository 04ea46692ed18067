"""Days that come round: the last one, so many months after a day or a multiple of it."""

from datetime import date
from typing import Final

MONTHS: Final = 12


def last_turn_of_months(start: date, months: int, today: date) -> date | None:
    """The last day, so many months or a multiple of it after a day, that has come; None before."""
    gone = (today.year - start.year) * MONTHS + today.month - start.month
    for turns in (gone // months, gone // months - 1):
        on = months_after(start, turns * months)
        if turns > 0 and on <= today:
            return on
    return None


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    years, month = divmod(start.month - 1 + months, MONTHS)
    year, month = start.year + years, month + 1
    for day in range(start.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:  # a shorter month
            continue
    return date(year, month, min(start.day, 28))
