"""The times of an agenda, and journeys put at other places of it."""

from datetime import time

import pytest

from award.domain.panel_days import begin_times, put_at


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
