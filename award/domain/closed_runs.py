"""Closed days that follow one another under one name: as they were entered, so they go out."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class ClosedDay:
    """One closed day as it is kept: its number, the day, and what it is."""

    id: int
    on: date
    name: str
    is_bank_holiday: bool = False


@dataclass(frozen=True)
class ClosedRun:
    """Closed days in a row; a single one is a row, too."""

    days: tuple[ClosedDay, ...]

    @property
    def id(self) -> int:
        """The number of its first day."""
        return self.days[0].id

    @property
    def first_on(self) -> date:
        return self.days[0].on

    @property
    def last_on(self) -> date:
        return self.days[-1].on

    @property
    def name(self) -> str:
        return self.days[0].name

    @property
    def is_bank_holiday(self) -> bool:
        return self.days[0].is_bank_holiday

    def between(self, first_on: date, last_on: date) -> tuple[ClosedDay, ...]:
        """Those of its days that lie between these two, which count themselves."""
        return tuple(one for one in self.days if first_on <= one.on <= last_on)


def closed_runs(days: Iterable[ClosedDay]) -> list[ClosedRun]:
    """The runs that closed days make, the earliest first.

    A bank holiday within a holiday has a name of its own, and does not end the holiday.
    """
    known = list(days)
    closed = {one.on for one in known}
    found: list[list[ClosedDay]] = []
    for one in sorted(known, key=lambda day: (day.name, day.is_bank_holiday, day.on)):
        before = found[-1][-1] if found else None
        if before is not None and _follows(one, before, closed):
            found[-1].append(one)
        else:
            found.append([one])
    runs = [ClosedRun(tuple(one)) for one in found]
    return sorted(runs, key=lambda run: (run.first_on, run.id))


def run_of(closure_id: int, days: Sequence[ClosedDay]) -> ClosedRun | None:
    """The run to which the day with this number belongs; None where it is none of them."""
    runs = closed_runs(days)
    return next((one for one in runs if closure_id in [day.id for day in one.days]), None)


def _follows(one: ClosedDay, before: ClosedDay, closed: AbstractSet[date]) -> bool:
    """Whether it is the same as one before, and nothing is open between the two."""
    if (one.name, one.is_bank_holiday) != (before.name, before.is_bank_holiday):
        return False
    apart = (one.on - before.on).days
    return all(before.on + n * ONE_DAY in closed for n in range(1, apart))
