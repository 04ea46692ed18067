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

    ``ended_on`` is when it came to rest, decided or not: withdrawn, closed, on hold, declined.
    ``appeal_open`` is true while an appeal waits, or was upheld and nothing followed yet;
    ``condition_open`` until every condition of the decision is met or given up, or asked no more.
    """

    stage: Stage
    decided_on: date | None = None
    ended_on: date | None = None
    appeal_closed_on: date | None = None
    appeal_open: bool = False
    condition_closed_on: date | None = None
    condition_open: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether somebody may still have to look at what was given."""
        return self.stage in OPEN or self.appeal_open or self.condition_open


def recognisable_goes_on(journey: Closing, days: CountsDays) -> date | None:
    """The first day on which files of a journey that show children are kept no longer.

    That is the day after 20 days of the setting's own calendar, from the decision or from the end
    of the appeal or of the last condition, whichever is later; of a journey that ended undecided,
    from its end. On the twentieth day an appeal may still be lodged. None while the journey is
    under way, or an appeal or a condition is.
    """
    ends = (
        journey.decided_on,
        journey.ended_on,
        journey.appeal_closed_on,
        journey.condition_closed_on,
    )
    since = max((one for one in ends if one is not None), default=None)
    if journey.is_under_way or since is None:
        return None
    return days.add_days(since, RECOGNISABLE_DAYS) + timedelta(days=1)


def goes_on_with_all(journeys: Iterable[tuple[Closing, CountsDays]]) -> date | None:
    """The first day on which a piece that several journeys used is kept no longer.

    One that is under way, or whose appeal or condition is, holds it; else the last day counts.
    """
    known = list(journeys)
    if any(one.is_under_way for one, _ in known):
        return None
    days = (recognisable_goes_on(one, calendar) for one, calendar in known)
    return max((one for one in days if one is not None), default=None)
