"""Works out the drawing of a plan along the time: a lane for each standard, a mark for each action.

The drawing says nothing that the table beside it does not; it is there to be seen at a glance.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from award.domain.plan_days import stretches
from award.domain.terms import HalfTerm
from award.storage.plans import ActionState
from award.web.kit.filters import MONTHS
from award.web.kit.plan_rows import ActionRow

WIDE, NARROW = 1000, 340
EDGE: Final = 14
HEAD: Final = 30
LABEL: Final = 26
STEP: Final = 16
FOOT: Final = 26
MOST_STACKED: Final = 8
BEFORE: Final = timedelta(days=2 * 366)
AFTER: Final = timedelta(days=4 * 366)
TICKS: Final = (1, 2, 3, 6, 12)
A_YEAR: Final = 12


@dataclass(frozen=True)
class Mark:
    """One action in the drawing: where, and how far it is. ``more`` counts those that it hides."""

    x: float
    y: float
    look: str
    more: int = 0


@dataclass(frozen=True)
class Lane:
    """One standard: its name, where its line runs, and its marks."""

    title: str
    top: int
    base: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tick:
    """A month on the axis."""

    x: float
    words: str


@dataclass(frozen=True)
class Chart:
    """The whole drawing. ``beyond`` counts actions too far away to be drawn."""

    width: int
    height: int
    today_x: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    bands: tuple[tuple[float, float], ...]
    beyond: int

    @property
    def foot(self) -> int:
        """Where the names of the months stand."""
        return self.height - 6

    @property
    def floor(self) -> int:
        """Where the axis runs."""
        return self.height - FOOT


def look_of(row: ActionRow) -> str:
    """How an action is drawn."""
    if row.action.state is ActionState.DONE:
        return "done"
    if row.action.state is ActionState.STOPPED:
        return "stopped"
    return "late" if row.is_late else "todo"


def chart_of(
    rows: Sequence[ActionRow],
    standards: Sequence[tuple[str, str]],
    half_terms: tuple[HalfTerm, ...],
    *,
    today: date,
    width: int,
) -> Chart | None:
    """The drawing; None where there is nothing to draw. ``standards`` are codes with titles."""
    near = [one for one in rows if today - BEFORE <= one.action.due_on <= today + AFTER]
    if not near:
        return None
    scale = Scale(
        min([today, *(one.action.due_on for one in near)]),
        max([today, *(one.action.due_on for one in near)]),
        width,
    )
    lanes, bottom = _lanes(near, standards, scale)
    bands = stretches(half_terms, scale.first, scale.last)
    return Chart(
        width,
        bottom + FOOT,
        scale.x(today),
        lanes,
        _ticks(scale),
        tuple((scale.x(begins), scale.x(ends) - scale.x(begins)) for begins, ends in bands),
        len(rows) - len(near),
    )


class Scale:
    """Days as places on the axis; the ends of whole months are its ends."""

    def __init__(self, first: date, last: date, width: int) -> None:
        self.first = first.replace(day=1)
        self.last = month_after(last.replace(day=1), 1)
        self.width = width

    def x(self, on: date) -> float:
        """Where a day stands."""
        share = (on - self.first).days / (self.last - self.first).days
        return round(EDGE + share * (self.width - 2 * EDGE), 1)

    @property
    def months(self) -> int:
        """How many months the axis has."""
        return (self.last.year - self.first.year) * A_YEAR + self.last.month - self.first.month


def month_after(first: date, n: int) -> date:
    """The first day of the nth month after one."""
    years, month = divmod(first.month - 1 + n, A_YEAR)
    return date(first.year + years, month + 1, 1)


def _lanes(
    rows: Sequence[ActionRow], standards: Sequence[tuple[str, str]], scale: Scale
) -> tuple[tuple[Lane, ...], int]:
    lanes, top = [], HEAD
    for code, title in standards:
        own = [
            one
            for one in rows
            if any(each.partition(".")[0] == code for each in one.action.criteria)
        ]
        if not own:
            continue
        columns = [round((scale.x(one.action.due_on) - EDGE) / STEP) for one in own]
        high = min(max(Counter(columns).values()), MOST_STACKED)
        base = top + LABEL + high * STEP
        lanes.append(Lane(title, top, base, _marks(own, columns, base)))
        top = base + 12
    return tuple(lanes), top


def _marks(rows: Sequence[ActionRow], columns: Sequence[int], base: int) -> tuple[Mark, ...]:
    """Those of about the same day stand on one another; what is too many is a number."""
    full, stacked, marks = Counter(columns), Counter[int](), []
    for row, column in zip(rows, columns, strict=True):
        stacked[column] += 1
        place = stacked[column]
        x, y = float(EDGE + column * STEP), base - place * STEP + STEP / 2
        if place < MOST_STACKED or full[column] == MOST_STACKED == place:
            marks.append(Mark(x, y, look_of(row)))
        elif place == MOST_STACKED:
            marks.append(Mark(x, y, "more", full[column] - MOST_STACKED + 1))
    return tuple(marks)


def _ticks(scale: Scale) -> tuple[Tick, ...]:
    """Every month, or every few: as many names as have room, the year with each January."""
    most = (scale.width - 2 * EDGE) // 52
    every = next((one for one in TICKS if scale.months / one <= most), A_YEAR)
    found = []
    for n in range(0, scale.months, every):
        on = month_after(scale.first, n)
        name = MONTHS[on.month - 1][:3]
        is_year = n == 0 or on.month <= every
        found.append(Tick(scale.x(on), f"{name} {on.year}" if is_year and every > 1 else name))
    if every == 1:
        first = found[0]
        found[0] = Tick(first.x, first.words)
    return tuple(found)
