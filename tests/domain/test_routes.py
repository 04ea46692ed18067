"""A route's rules go into plain values and come back the same."""

import json

import pytest

from award.domain.routes import Approval, Rules, Thresholds
from tests.domain.five_routes import FIVE_ROUTES


@pytest.mark.parametrize("code", FIVE_ROUTES)
def test_rules_come_back_from_their_plain_values(code: str) -> None:
    rules = FIVE_ROUTES[code]

    assert Rules.from_json(json.loads(json.dumps(rules.as_json()))) == rules


def test_rules_left_out_have_their_defaults() -> None:
    assert Rules.from_json({}) == Rules()
    assert Rules.from_json({"thresholds": {"met_percent": 90}}).thresholds == Thresholds(90)


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="A route has no rule called vote_count"):
        Rules.from_json({"vote_count": 2})


def test_a_route_asks_at_least_one_vote() -> None:
    with pytest.raises(ValueError, match="at least one vote"):
        Rules(votes=0)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_sample_is_a_percentage(percent: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        Rules(sample_percent=percent)


# Approvals asked by each route: apply, ready, reply.
ASKED = {
    "standard": (True, True, True),
    "light": (False, True, False),
    "club": (False, True, False),
    "renewal": (False, True, False),
    "legacy": (True, True, False),
}


@pytest.mark.parametrize("code", FIVE_ROUTES)
def test_a_route_asks_its_approvals(code: str) -> None:
    assert tuple(FIVE_ROUTES[code].asks(one) for one in Approval) == ASKED[code]
