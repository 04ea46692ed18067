"""The check of an anti-bullying policy: what each point says, and what it comes to.

A policy that several settings of a group share is checked once. Points that only a setting can
answer for itself, who to tell and how, stay with each of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.checklists import ChecklistLine, Severity, Whose

LONGEST_PLACE: Final = 120
FEBRUARY: Final = 2


class Holds(StrEnum):
    """Whether the policy says what a point asks for."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Said:
    """What was answered to one point: whether the policy holds it, and on which page or where."""

    holds: Holds | None
    place: str = ""


NOTHING: Final = Said(None)


@dataclass(frozen=True)
class Point:
    """One point of a check with everything that is known of it.

    ``from_group``: the answer is that of the policy which the group shares, and is given there.
    ``before`` is the answer of the check before this one.
    """

    line: ChecklistLine
    said: Said = NOTHING
    from_group: bool = False
    before: Said | None = None

    @property
    def is_missing(self) -> bool:
        """Whether somebody looked, and the policy does not say it."""
        return self.said.holds is Holds.NO

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked yet."""
        return self.said.holds is None

    @property
    def is_must(self) -> bool:
        return self.line.severity is Severity.MUST


def points_of(
    lines: Sequence[ChecklistLine],
    own: Mapping[str, Said],
    *,
    group: Mapping[str, Said] | None = None,
    before: Mapping[str, Said] | None = None,
) -> tuple[Point, ...]:
    """The points of a check in order, each with its answer.

    ``group`` holds the answers of the group's shared policy, where this check rests on one: they
    stand for every point that is not a setting's own. A point that they leave open is the
    setting's to answer.
    """
    return tuple(_point(line, own, group or {}, before or {}) for line in lines)


def _point(
    line: ChecklistLine,
    own: Mapping[str, Said],
    group: Mapping[str, Said],
    before: Mapping[str, Said],
) -> Point:
    shared = group.get(line.code, NOTHING) if line.whose is Whose.GROUP else NOTHING
    if shared.holds is not None:
        return Point(line, shared, from_group=True, before=before.get(line.code))
    return Point(line, own.get(line.code, NOTHING), before=before.get(line.code))


@dataclass(frozen=True)
class Count:
    """What a check comes to."""

    points: int
    held: int
    missing: int
    left: int
    musts_missing: int


def count_points(points: Iterable[Point]) -> Count:
    """How many points the policy holds, lacks, and nobody has looked at."""
    known = list(points)
    missing = [one for one in known if one.is_missing]
    return Count(
        len(known),
        sum(one.said.holds is Holds.YES for one in known),
        len(missing),
        sum(one.is_open for one in known),
        sum(one.is_must for one in missing),
    )


def left_before_finishing(points: Iterable[Point]) -> str | None:
    """What a check still needs before it is finished; None where every point was looked at."""
    left = sum(one.is_open for one in points)
    if not left:
        return None
    return f"Answer the {'last point' if left == 1 else f'{left} points that are left'} first"


def left_before_sharing(points: Iterable[Point]) -> str | None:
    """What is to do before a group's other settings may rest on this check."""
    left = sum(one.is_open and one.line.whose is Whose.GROUP for one in points)
    if not left:
        return None
    return (
        "Answer every point that is the same for all of you first: "
        f"{'one is' if left == 1 else f'{left} are'} left"
    )


def next_check_on(finished_on: date) -> date:
    """The day on which the policy is to be checked again: a year later."""
    if finished_on.month == FEBRUARY and finished_on.day == 29:
        return date(finished_on.year + 1, FEBRUARY, 28)
    return finished_on.replace(year=finished_on.year + 1)


def what_to_do(line: ChecklistLine, *, with_group: bool) -> str:
    """The action that a missing point becomes: what to write into the policy, in a sentence.

    ``with_group``: the policy is the group's, so that it is asked for there.
    """
    words = line.text.rstrip(".")
    if words.startswith("It "):
        words = f"that it {words.removeprefix('It ')}"
    begin = "Ask our group to change the shared policy so" if with_group else "Change our policy so"
    return f"{begin} {words}" if words.startswith("that ") else f"{begin} that it says: {words}"
