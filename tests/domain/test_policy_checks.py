"""The check of a policy: points held, missing and left; what a group shares, and each one's own."""

from dataclasses import replace
from datetime import date

import pytest

from award.domain.checklists import ChecklistLine, ChecklistReach, Severity, Whose
from award.domain.policy_checks import (
    Holds,
    Said,
    count_points,
    left_before_finishing,
    left_before_sharing,
    next_check_on,
    points_of,
    what_to_do,
)

SHARED = ChecklistLine("p1", "It says what bullying is.", "1.1", ChecklistReach.ALL, Severity.MUST)
OWN = replace(SHARED, code="p2", whose=Whose.SETTING, severity=Severity.SHOULD)
LINES = (SHARED, OWN)
YES, NO = Said(Holds.YES, "page 2"), Said(Holds.NO)


def test_a_setting_answers_every_point_of_its_own_policy() -> None:
    shared, own = points_of(LINES, {"p1": YES, "p2": NO})

    assert (shared.said, own.said) == (YES, NO)
    assert not shared.from_group
    assert own.is_missing


def test_a_groups_answers_stand_for_the_shared_points_only() -> None:
    shared, own = points_of(LINES, {"p1": NO}, group={"p1": YES, "p2": YES})

    assert (shared.said, shared.from_group) == (YES, True)
    assert (own.is_open, own.from_group) == (True, False)


def test_what_the_group_left_open_is_the_settings_to_answer() -> None:
    shared, _ = points_of(LINES, {"p1": NO}, group={"p1": Said(None)})

    assert (shared.said, shared.from_group) == (NO, False)


def test_last_years_answer_stands_beside_and_answers_nothing() -> None:
    shared, own = points_of(LINES, {}, before={"p1": YES})

    assert (shared.before, shared.is_open, own.before) == (YES, True, None)


def test_a_check_is_counted() -> None:
    counted = count_points(points_of(LINES, {"p1": NO}))

    assert (counted.points, counted.held, counted.missing, counted.left) == (2, 0, 1, 1)
    assert counted.musts_missing == 1


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "Answer the 2 points that are left first"),
        ({"p1": NO}, "Answer the last point first"),
        ({"p1": NO, "p2": YES}, None),
    ],
)
def test_it_is_finished_once_every_point_was_looked_at(
    own: dict[str, Said], said: str | None
) -> None:
    assert left_before_finishing(points_of(LINES, own)) == said


def test_others_rest_on_it_once_the_shared_points_are_answered() -> None:
    three = (*LINES, replace(SHARED, code="p3"))
    begin = "Answer every point that is the same for all of you first: "

    assert left_before_sharing(points_of(three, {})) == f"{begin}2 are left"
    assert left_before_sharing(points_of(three, {"p1": NO})) == f"{begin}one is left"
    assert left_before_sharing(points_of(three, {"p1": NO, "p3": YES})) is None


@pytest.mark.parametrize(
    ("finished", "again"),
    [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2026, 11, 28), date(2027, 11, 28)),
    ],
)
def test_it_is_done_again_a_year_later(finished: date, again: date) -> None:
    assert next_check_on(finished) == again


def test_a_missing_point_becomes_a_sentence_to_act_on() -> None:
    bare = replace(SHARED, text="Names are there.")

    assert what_to_do(SHARED, with_group=False) == (
        "Change our policy so that it says what bullying is"
    )
    assert what_to_do(SHARED, with_group=True) == (
        "Ask our group to change the shared policy so that it says what bullying is"
    )
    assert what_to_do(bare, with_group=False) == (
        "Change our policy so that it says: Names are there"
    )
