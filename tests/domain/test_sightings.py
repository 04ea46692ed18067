"""What may be said of evidence between decision and renewal, and what it is then worth."""

from datetime import date
from pathlib import Path

import pytest

from award.domain.coverage import Piece, Shown
from award.domain.framework_files import read_framework
from award.domain.sightings import (
    Seen,
    may_be_seen_again,
    missing_in,
    pieces_ahead,
    too_old_of,
)

SEED = Path("award/seed/framework-1.0.toml")
CRITERIA = {one.code: one for one in read_framework(SEED.read_text(encoding="utf-8")).criteria}
OLD, LIMIT, NOW = date(2026, 3, 1), date(2027, 9, 1), date(2028, 5, 4)


def piece(item_id: int = 1, code: str = "1.2", said: Shown = Shown.ACCEPTED) -> Piece:
    return Piece(item_id, code, "", said, OLD, LIMIT)


def ahead(*seen: Seen, decided: tuple[Piece, ...] = ()) -> list[tuple[int, date, bool]]:
    found = pieces_ahead(decided or (piece(),), seen, {("1.2", ""): LIMIT, ("1.6", ""): LIMIT})
    return [(one.item_id, one.dated_on, one.supports) for one in found]


def test_what_was_seen_again_counts_from_the_last_day_on_which_it_was() -> None:
    assert ahead() == [(1, OLD, False)]
    assert ahead(Seen(1, "1.2", "", NOW), Seen(1, "1.2", "", LIMIT)) == [(1, NOW, True)]


def test_a_look_before_the_limit_does_not_help_and_makes_nothing_older() -> None:
    assert ahead(Seen(1, "1.2", "", date(2027, 8, 31))) == [(1, date(2027, 8, 31), False)]
    assert ahead(Seen(1, "1.2", "", date(2020, 1, 1))) == [(1, OLD, False)]


def test_a_look_for_one_criterion_says_nothing_of_another() -> None:
    assert ahead(Seen(1, "1.6", "", NOW)) == [(1, OLD, False)]


def test_what_needed_more_is_not_made_good_by_looking_at_it() -> None:
    needing = piece(said=Shown.NEEDS_MORE)

    assert ahead(Seen(1, "1.2", "", NOW), decided=(needing,)) == [(1, NOW, False)]


def test_what_was_added_since_counts_as_given() -> None:
    found = ahead(Seen(2, "1.2", "", NOW, since=True), Seen(3, "9.9", "", NOW, since=True))

    assert found == [(1, OLD, False), (2, NOW, True)]


@pytest.mark.parametrize(
    ("code", "expected", "may"),
    [("1.2", "", True), ("1.2", "Never heard of", True), ("1.4", 0, False), ("1.1", 0, True)],
)
def test_what_tells_of_a_term_is_not_made_newer_by_looking(
    code: str, expected: str | int, may: bool
) -> None:
    criterion = CRITERIA[code]
    name = criterion.evidence[expected].name if isinstance(expected, int) else expected

    assert may_be_seen_again(criterion, name) is may


def test_only_what_counted_and_grew_old_is_to_be_looked_at_again() -> None:
    fresh = Piece(2, "1.2", "", Shown.GIVEN, NOW, LIMIT)
    needing = piece(3, said=Shown.NEEDS_MORE)

    found = too_old_of(CRITERIA["1.2"], [piece(), fresh, needing])

    assert [one.piece.item_id for one in found] == [1]
    assert [found[0].helps_on(day) for day in (OLD, LIMIT, NOW)] == [False, True, True]


@pytest.mark.parametrize(
    ("seen_on", "told"),
    [
        (None, "Say on which day"),
        (date(2028, 5, 5), "cannot be to come"),
        (date(2026, 3, 31), "after the decision"),
        (date(2026, 4, 1), ""),
        (NOW, ""),
    ],
)
def test_a_day_lies_between_the_decision_and_today(seen_on: date | None, told: str) -> None:
    found = missing_in(seen_on, released_on=date(2026, 4, 1), today=NOW)

    assert bool(found) is bool(told)
    assert told in " ".join(found)
