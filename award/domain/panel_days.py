"""A panel day: how long its agenda takes, and when each journey of it comes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

USUAL_MINUTES: Final = 20
FEWEST_MINUTES: Final = 5
MOST_MINUTES: Final = 180
ANY_DAY: Final = date(2000, 1, 1)  # for reckoning with times of one day


def begin_times(meets_at: time | None, minutes: Sequence[int]) -> list[time | None]:
    """When each thing begins, one after the other; nothing where no time is known.

    Past midnight nobody meets: what would begin then has no time either.
    """
    found: list[time | None] = []
    begins = datetime.combine(ANY_DAY, meets_at) if meets_at else None
    for long in minutes:
        on_the_day = begins is not None and begins.date() == ANY_DAY
        found.append(begins.time() if begins is not None and on_the_day else None)
        begins = begins + timedelta(minutes=long) if begins is not None else None
    return found


def put_at(order: Sequence[int], number: int, place: int) -> list[int]:
    """The same numbers with one of them at another place, counted from one; others close up."""
    rest = [one for one in order if one != number]
    where = max(0, min(place - 1, len(rest)))
    return [*rest[:where], number, *rest[where:]]
