"""What was found to wait, or to draw near, with what its letter needs to say."""

from dataclasses import dataclass
from datetime import date

from award.domain.notices import Day
from award.domain.reminders import Waiting


@dataclass(frozen=True)
class Found:
    """One wait with its own words, and the one person concerned where it is one person."""

    waiting: Waiting
    what: str = ""
    person_id: int | None = None
    path: str = ""


@dataclass(frozen=True)
class Near:
    """A day that draws near: ``thing`` names its row, ``said_on`` is the day that is told.

    ``said`` tells it in other words than the day alone, with its hour.
    """

    thing: str
    day: Day
    on: date
    said_on: date
    what: str = ""
    said: str = ""
    person_id: int | None = None
    path: str = ""
