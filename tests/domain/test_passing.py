"""What a route does not ask is written down where a move passed over it."""

from dataclasses import replace

import pytest

from award.domain.passing import PASSED, passed
from award.domain.routes import Rules
from tests.domain.move_names import MOVE_NAMES

NOTHING = replace(
    Rules(),
    approvals=frozenset(),
    initial_visit=frozenset(),
    plan_agreed=False,
    monitoring_visits=0,
    policy_in_date=False,
)


@pytest.mark.parametrize("name", MOVE_NAMES)
def test_a_route_that_asks_for_nothing_says_all_that_a_move_passed_over(name: str) -> None:
    assert passed(name, NOTHING) == tuple(sentence for _, sentence in PASSED.get(name, ()))


@pytest.mark.parametrize("name", MOVE_NAMES)
def test_of_a_route_that_asks_for_everything_nothing_is_said(name: str) -> None:
    assert passed(name, Rules()) == ()


def test_each_move_of_the_list_is_one_of_the_table() -> None:
    assert set(PASSED) <= set(MOVE_NAMES)


def test_no_sentence_names_a_head_since_many_settings_have_none() -> None:
    said = [sentence for rows in PASSED.values() for _, sentence in rows]

    assert [one for one in said if "head" in one] == []
