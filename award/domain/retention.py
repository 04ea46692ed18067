"""How long files that show children are kept: pure days, told by what is known of each journey."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from award.domain.stages import OPEN, Stage

RECOGNISABLE_DAYS: Final = 20


class CountsDays(Protocol):
    """A calendar, as far as it is needed here."""

    def add_days(self, start: date, n: int) -> date:
        """The nth day that counts after ``start``."""
        ...


@dataclass(frozen=True)
class Closing:
    """How one journey came to its end, as far as its files are concerned.

    ``appeal_open`` is true while an appeal waits, or was upheld and nothing followed yet.
    """

    stage: Stage
    decided_on: date | None = None
    appeal_closed_on: date | None = None
    appeal_open: bool = False


def recognisable_goes_on(journey: Closing, days: CountsDays) -> date | None:
    """The first day on which files of a journey that show children are kept no longer.

    That is the day after 20 days of the setting's own calendar, from the decision or from the end
    of the appeal, whichever is later. On the twentieth day an appeal may still be lodged. None
    while the journey is under way or an appeal is, and where nothing was decided.
    """
    if journey.stage in OPEN or journey.appeal_open or journey.decided_on is None:
        return None
    since = max(journey.decided_on, journey.appeal_closed_on or journey.decided_on)
    return days.add_days(since, RECOGNISABLE_DAYS) + timedelta(days=1)


def goes_on_with_all(journeys: Iterable[tuple[Closing, CountsDays]]) -> date | None:
    """The first day on which a piece that several journeys used is kept no longer.

    One that is under way, or whose appeal is, holds it. One that ended without a decision does
    not, as long as another was decided.
    """
    known = list(journeys)
    if any(one.stage in OPEN or one.appeal_open for one, _ in known):
        return None
    days = (recognisable_goes_on(one, calendar) for one, calendar in known)
    return max((one for one in days if one is not None), default=None)
