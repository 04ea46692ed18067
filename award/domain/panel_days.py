"""A panel day: how long its agenda takes, and which days it sets whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from award.domain.stages import BEFORE_READY, Stage

USUAL_MINUTES: Final = 20
FEWEST_MINUTES: Final = 5
MOST_MINUTES: Final = 180
VOTING_DAYS: Final = 10  # after these the coordinator hears that the panel has not decided
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


def is_to_be_ready(stage: Stage, ready_by: date, today: date) -> bool:
    """Whether a setting still works towards that day: it is to come, as being ready is."""
    return stage in BEFORE_READY and ready_by > today


def voting_day(panel_on: date | None, opened_on: date) -> date | None:
    """The panel day by which to vote; one that was over when the papers were opened is none."""
    return panel_on if panel_on is not None and panel_on > opened_on else None


def vote_by(panel_on: date | None, opened_on: date, add_days: Callable[[date, int], date]) -> date:
    """By when the panel votes on papers: on its day, else before the coordinator would ask.

    ``add_days`` counts the council's working days.
    """
    return voting_day(panel_on, opened_on) or add_days(opened_on, VOTING_DAYS)


@dataclass(frozen=True)
class RoundInUse:
    """What refers to a round: what stays written down with it, and what can move to another."""

    ended: int = 0  # journeys that aimed at it and have ended
    decided: int = 0  # on its agenda, and since then decided, or met about
    aiming: int = 0
    cohorts: int = 0

    @property
    def can_move(self) -> bool:
        """Whether something would aim at another day once it is taken out."""
        return self.aiming + self.cohorts > 0


def taking_out_blockers(used: RoundInUse) -> tuple[str, ...]:
    """Why a round has to stay: what came of it is kept with its day."""
    found = []
    if used.ended:
        count = "A journey" if used.ended == 1 else f"{used.ended:,} journeys"
        has = "has" if used.ended == 1 else "have"
        found.append(f"{count} that aimed at it {has} ended: the round is kept with that")
    if used.decided:
        count = "A journey" if used.decided == 1 else f"{used.decided:,} journeys"
        has = "has" if used.decided == 1 else "have"
        found.append(f"{count} on its agenda {has} an answer of the panel: the day is kept with it")
    return tuple(found)
