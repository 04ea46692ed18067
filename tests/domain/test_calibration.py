"""Agreement of two judges: nothing below 50 pairs, and kappa as it was published."""

from datetime import date
from fractions import Fraction

import pytest

from award.domain.calibration import ENOUGH, Agreement, Pair, agreement_of, crossed, weighted_kappa
from award.domain.frameworks import SCALE, Judged

N, D, M, E = SCALE
ON = date(2026, 10, 5)


def pairs(*counted: tuple[Judged, Judged, int]) -> list[Pair]:
    return [
        Pair("1.1", 1, first, second, ON) for first, second, count in counted for _ in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 49])
def test_too_few_pairs_say_only_how_many_are_missing(count: int) -> None:
    found = agreement_of(pairs((M, M, count)))

    assert found == Agreement(count)
    assert found.needed == 50 - count


def test_from_fifty_pairs_on_the_share_that_is_alike_is_said() -> None:
    found = agreement_of(pairs((M, M, 30), (D, M, 10), (D, D, 10)))

    assert (found.pairs, found.needed, found.exact) == (50, 0, Fraction(4, 5))


def test_kappa_is_one_for_all_alike_and_nothing_where_there_is_but_one_point() -> None:
    assert agreement_of(pairs((M, M, 25), (D, D, 25))).kappa == 1
    assert agreement_of(pairs((M, M, ENOUGH))).kappa is None
    assert weighted_kappa({}) is None


def test_kappa_is_nought_where_two_agree_as_chance_would_have_it() -> None:
    by_chance = {(first, second): 4 for first in SCALE for second in SCALE}

    assert weighted_kappa(by_chance) == 0


def test_with_two_points_the_weights_change_nothing() -> None:
    """Cohen's kappa of 1960 for a table of two: (0.7 - 0.5) / (1 - 0.5)."""
    counted = {(M, M): 20, (M, D): 5, (D, M): 10, (D, D): 15}

    assert weighted_kappa(counted) == Fraction(2, 5)


def test_further_apart_counts_for_more() -> None:
    near, far = {(N, N): 20, (D, D): 20, (N, D): 10}, {(N, N): 20, (E, E): 20, (N, E): 10}
    mixed_near = near | {(E, E): 10}
    mixed_far = {(N, N): 20, (D, D): 20, (N, E): 10, (E, E): 10}

    assert weighted_kappa(near) == weighted_kappa(far)  # only two points: the distance cancels out
    assert (weighted_kappa(mixed_near) or 0) > (weighted_kappa(mixed_far) or 0)


def test_a_table_worked_out_by_hand() -> None:
    """n = 10; seen: 1 x 1 + 1 x 2 + 1 x 1 = 4; chance: rows N5 D3 M2, columns N5 D3 M2, over n.

    Sum of |i - j| r_i c_j = 2 x (1 x 15 + 2 x 10 + 1 x 6) = 82; kappa = 1 - 4 x 10 / 82.
    """
    counted = {(N, N): 4, (N, D): 1, (D, D): 2, (M, M): 1, (M, N): 1, (D, M): 1}

    assert weighted_kappa(counted) == 1 - Fraction(4 * 10, 82)


def test_the_crossing_has_a_row_for_the_first_and_a_column_for_the_second() -> None:
    assert crossed(pairs((D, M, 3), (E, N, 1))) == [
        [0, 0, 0, 0],
        [0, 0, 3, 0],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
    ]


def test_pairs_that_came_out_alike_can_be_told_together() -> None:
    apart = Judged.DEVELOPING, Judged.MET
    together = [Pair("1.1", 1, *apart, ON, many=30), Pair("1.1", 2, *apart, ON, many=25)]
    one_by_one = [Pair("1.1", 1, *apart, ON)] * 55

    assert agreement_of(together) == agreement_of(one_by_one)
    assert crossed(together) == crossed(one_by_one)
