"""What was given for each criterion beside what is expected, and whether it counts on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.facts import CriterionFacts
from award.domain.frameworks import Criterion


class Shown(StrEnum):
    """How one slot stands. The first four are also what is said of a piece of evidence."""

    ACCEPTED = "accepted"
    GIVEN = "given"
    NEEDS_MORE = "needs_more"
    NOT_RELEVANT = "not_relevant"
    TOO_OLD = "too_old"
    ON_THE_DAY = "on_the_day"
    MISSING = "missing"


COUNTS: Final = (Shown.ACCEPTED, Shown.GIVEN)
# What is shown of several pieces in one slot: the best of them.
BEST_FIRST: Final = (
    Shown.ACCEPTED,
    Shown.GIVEN,
    Shown.NEEDS_MORE,
    Shown.TOO_OLD,
    Shown.NOT_RELEVANT,
)


@dataclass(frozen=True)
class Piece:
    """One piece of evidence where it counts: for one criterion of one journey.

    ``said`` is what was said of it, ``oldest_on`` the earliest date that still counts for this
    criterion on the day on which it will be looked at.
    """

    item_id: int
    criterion: str
    expected: str
    said: Shown
    dated_on: date
    oldest_on: date

    @property
    def is_fresh(self) -> bool:
        return self.dated_on >= self.oldest_on

    @property
    def standing(self) -> Shown:
        """What was said of it; what would count but for its age is too old."""
        if self.said in COUNTS and not self.is_fresh:
            return Shown.TOO_OLD
        return self.said

    @property
    def supports(self) -> bool:
        return self.standing in COUNTS


@dataclass(frozen=True)
class Slot:
    """One kind of evidence that a criterion expects, and what was given as that kind.

    ``expected`` is empty for what is of no expected kind.
    """

    expected: str
    standing: Shown
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Covered:
    """One criterion with its slots. Given all pieces, ``is_supported`` is readiness's answer."""

    code: str
    applies: bool
    is_supported: bool
    slots: tuple[Slot, ...]


def standing_of(pieces: Iterable[Piece]) -> Shown:
    """The best that is there; missing where nothing is."""
    found = {one.standing for one in pieces}
    return next((one for one in BEST_FIRST if one in found), Shown.MISSING)


def covered(
    criteria: Sequence[Criterion], facts: Sequence[CriterionFacts], pieces: Sequence[Piece]
) -> tuple[Covered, ...]:
    """Every criterion that is asked, in the framework's order."""
    known = {one.code: one for one in facts}
    return tuple(
        _row(one, known[one.code], [each for each in pieces if each.criterion == one.code])
        for one in criteria
        if one.code in known
    )


def _row(criterion: Criterion, known: CriterionFacts, pieces: list[Piece]) -> Covered:
    names = [one.name for one in criterion.evidence]
    slots = [_slot(name, [each for each in pieces if each.expected == name]) for name in names]
    others = [each for each in pieces if each.expected not in names]
    if others:
        slots.append(_slot("", others))
    if known.on_the_day:
        slots.append(Slot("", Shown.ON_THE_DAY))
    supported = any(one.supports for one in pieces) or known.on_the_day
    return Covered(known.code, known.applies, supported, tuple(slots))


def _slot(expected: str, pieces: list[Piece]) -> Slot:
    return Slot(expected, standing_of(pieces), tuple(pieces))
