"""The times of an agenda, and journeys put at other places of it."""

from datetime import date, time, timedelta

import pytest

from award.domain.panel_days import (
    RoundInUse,
    begin_times,
    is_to_be_ready,
    put_at,
    taking_out_blockers,
    vote_by,
)
from award.domain.stages import Stage

OPENED = date(2026, 11, 23)


def each_day(start: date, n: int) -> date:
    return start + timedelta(days=n)


def test_one_journey_begins_when_the_one_before_it_ends() -> None:
    found = begin_times(time(14), [20, 45, 10])

    assert found == [time(14), time(14, 20), time(15, 5)]


def test_without_a_time_and_past_midnight_nothing_has_a_time() -> None:
    assert begin_times(None, [20, 20]) == [None, None]
    assert begin_times(time(23, 50), [20, 20]) == [time(23, 50), None]


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, [7, 5, 6]), (2, [5, 7, 6]), (3, [5, 6, 7]), (99, [5, 6, 7]), (0, [7, 5, 6])],
)
def test_a_journey_is_put_at_another_place_and_the_others_close_up(
    place: int, expected: list[int]
) -> None:
    assert put_at([5, 6, 7], 7, place) == expected


def test_who_is_not_ready_yet_works_towards_a_day_that_is_to_come() -> None:
    tomorrow = OPENED + timedelta(days=1)

    working = {stage for stage in Stage if is_to_be_ready(stage, tomorrow, OPENED)}

    assert working == {Stage.DRAFT, Stage.APPLIED, Stage.PLANNING, Stage.GATHERING}
    assert not is_to_be_ready(Stage.GATHERING, OPENED, OPENED)


def test_the_panel_votes_by_its_day_or_before_somebody_would_ask() -> None:
    later, before = OPENED + timedelta(days=30), OPENED - timedelta(days=30)

    assert vote_by(later, OPENED, each_day) == later
    assert [vote_by(one, OPENED, each_day) for one in (None, before, OPENED)] == [
        date(2026, 12, 3)
    ] * 3


def test_what_came_of_a_round_keeps_it_and_what_only_aims_at_it_moves() -> None:
    one, many = RoundInUse(ended=1, decided=1), RoundInUse(ended=2, decided=3)

    assert taking_out_blockers(RoundInUse(aiming=4, cohorts=1)) == ()
    assert RoundInUse(cohorts=1).can_move
    assert not one.can_move
    assert taking_out_blockers(one) == (
        "A journey that aimed at it has ended: the round is kept with that",
        "A journey on its agenda has an answer of the panel: the day is kept with it",
    )
    assert taking_out_blockers(many) == (
        "2 journeys that aimed at it have ended: the round is kept with that",
        "3 journeys on its agenda have an answer of the panel: the day is kept with it",
    )
