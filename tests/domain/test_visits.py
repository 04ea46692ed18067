"""The table of visits: each kind has what its pages are drawn from; a package counts them."""

import pytest

from award.domain.stages import Stage
from award.domain.visits import (
    VISITS,
    Held,
    VisitKind,
    VisitRow,
    VisitState,
    held_of,
    kinds_fitting,
    kinds_for,
    talks_at,
)

TALKS = ("lead", "children", "staff", "walk", "policy_and_log")


def test_every_kind_of_visit_has_one_row_and_a_stage_at_which_it_is_made() -> None:
    assert [row.kind for row in VISITS] == list(VisitKind)
    assert {row.kind for stage in Stage for row in kinds_for(stage)} == set(VisitKind)


@pytest.mark.parametrize("row", VISITS, ids=lambda row: row.kind)
def test_a_row_says_who_comes_for_how_long_and_why(row: VisitRow) -> None:
    assert row.by
    assert 30 <= row.minutes <= 240
    assert row.name[0].isupper()
    assert row.why.endswith(".")


def test_a_first_visit_and_a_renewals_are_offered_where_the_route_has_them() -> None:
    kinds = kinds_fitting(Stage.PLANNING, asks_initial=False, renews=True)

    assert [one.kind for one in kinds] == [VisitKind.RENEWAL]


@pytest.mark.parametrize(
    ("kind", "is_there", "talks"),
    [
        (VisitKind.ASSESSMENT, True, list(TALKS)),
        (VisitKind.ASSESSMENT, False, ["lead", "children", "staff"]),
        (VisitKind.INITIAL, True, ["lead", "walk", "policy_and_log"]),
        (VisitKind.MONITORING, False, ["lead", "children"]),
        (VisitKind.CHECK_IN, True, ["lead"]),
    ],
)
def test_a_visit_has_the_talks_of_its_kind(
    kind: VisitKind, is_there: bool, talks: list[str]
) -> None:
    assert talks_at(kind, TALKS, is_there=is_there) == talks


def test_a_package_counts_what_was_held_or_missed_and_what_is_booked() -> None:
    held = held_of(VisitState)

    assert held == Held(used=5, booked=2)
    assert [held.left_of(bought) for bought in (6, 7, 9)] == [0, 0, 2]
