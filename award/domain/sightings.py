"""Evidence between the decision and the renewal: what may be said of it, and what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from award.domain.coverage import COUNTS, Piece, Shown
from award.domain.frameworks import Criterion

NOT_NOW: Final = (
    "You can keep evidence alive while you hold the award and before your renewal has begun."
)
A_NEW_ONE: Final = "It tells of its own time, so that a newer one is needed"


def may_be_seen_again(criterion: Criterion, expected_name: str) -> bool:
    """Whether a piece of this kind can still be true later; what tells of a term cannot.

    A survey or a summary of one term does not become that of another by being looked at. Of no
    expected kind, one kind that can be seen again is enough.
    """
    named = [one for one in criterion.evidence if one.name == expected_name]
    return any(one.fresh_terms is None for one in named or criterion.evidence)


def missing_in(seen_on: date | None, *, released_on: date, today: date) -> list[str]:
    """What is wrong with the day on which somebody says that they saw a piece again."""
    if seen_on is None:
        return ["Say on which day you looked at it"]
    if seen_on > today:
        return ["The day on which you looked cannot be to come"]
    if seen_on < released_on:
        return ["Choose a day after the decision: what was seen before it was looked at then"]
    return []


@dataclass(frozen=True)
class Seen:
    """What a setting said after the decision: this piece showed this criterion on this day.

    ``since`` is whether the piece was added then and did not count at the decision.
    """

    item_id: int
    criterion: str
    expected: str
    seen_on: date
    since: bool = False


def pieces_ahead(
    decided: Sequence[Piece], seen: Sequence[Seen], oldest_on: dict[tuple[str, str], date]
) -> tuple[Piece, ...]:
    """The pieces of a decided journey as they will stand, with what was said of them since.

    ``oldest_on`` has the earliest date that will count, by criterion and expected kind.
    """
    last: dict[tuple[int, str], Seen] = {}
    for one in sorted(seen, key=lambda it: it.seen_on):
        last[one.item_id, one.criterion] = one
    found = []
    for piece in decided:
        again = last.pop((piece.item_id, piece.criterion), None)
        on = max(piece.dated_on, again.seen_on) if again else piece.dated_on
        found.append(replace(piece, dated_on=on))
    for one in last.values():
        oldest = oldest_on.get((one.criterion, one.expected))
        if one.since and oldest is not None:
            found.append(
                Piece(one.item_id, one.criterion, one.expected, Shown.GIVEN, one.seen_on, oldest)
            )
    return tuple(found)


@dataclass(frozen=True)
class Again:
    """A piece that will be too old, and whether looking at it again helps, and from which day."""

    piece: Piece
    is_possible: bool

    def helps_on(self, today: date) -> bool:
        """Whether a look on this day would still be fresh by then."""
        return self.is_possible and today >= self.piece.oldest_on


def too_old_of(criterion: Criterion, pieces: Sequence[Piece]) -> tuple[Again, ...]:
    """The pieces of one criterion that counted, and will be too old."""
    return tuple(
        Again(one, may_be_seen_again(criterion, one.expected))
        for one in pieces
        if one.said in COUNTS and not one.is_fresh
    )
