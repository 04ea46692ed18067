"""The routes that come with the program."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import award
from award.domain.routes import Approval, CriteriaAsked, Rules, VisitForm

SEED = Path(award.__file__).parent / "seed"
ROUTES: dict[str, dict[str, Any]] = {
    row["code"]: row
    for row in tomllib.loads((SEED / "routes.toml").read_text(encoding="utf-8"))["routes"]
}
READY = frozenset({Approval.READY})


def rules_of(code: str) -> Rules:
    return Rules.from_json(ROUTES[code]["rules"])


def test_the_five_routes_are_there() -> None:
    assert list(ROUTES) == ["standard", "light", "club", "renewal", "legacy"]


@pytest.mark.parametrize("code", ["standard", "light", "club", "renewal", "legacy"])
def test_a_route_writes_out_every_rule_and_says_when_to_use_it(code: str) -> None:
    row = ROUTES[code]

    assert set(row["rules"]) == set(Rules().as_json())
    assert row["when_to_use"].startswith("Use this ")
    assert (row["version"], bool(row["name"])) == (1, True)


def test_the_standard_route_asks_what_the_defaults_ask() -> None:
    assert rules_of("standard") == Rules()


def test_the_light_route_is_one_that_two_people_can_run() -> None:
    rules = rules_of("light")

    assert (rules.approvals, rules.votes, rules.told_to_steering) == (READY, 1, True)
    assert rules.initial_visit == frozenset(VisitForm)
    assert (rules.adviser_may_assess, rules.behalf_may_vote) == (True, False)
    assert (rules.sample_percent, rules.sample_not_yet, rules.sample_first) == (0, False, 0)


def test_the_club_route_gives_volunteers_more_time_and_asks_less() -> None:
    rules = rules_of("club")

    assert (rules.criteria, rules.votes, rules.monitoring_visits) == (CriteriaAsked.CLUB, 1, 0)
    assert (rules.silence_terms, rules.deferral_terms) == (3, 3)
    assert (rules.adviser_may_assess, rules.behalf_may_vote) == (True, False)


def test_a_renewal_asks_for_no_first_visit_and_no_plan() -> None:
    rules = rules_of("renewal")

    assert (rules.initial_visit, rules.plan_agreed) == (frozenset(), False)
    assert (rules.criteria, rules.sample_percent) == (CriteriaAsked.STALE_AND_SAMPLE, 5)


def test_a_holder_of_the_earlier_award_is_asked_for_the_gaps() -> None:
    rules = rules_of("legacy")

    assert (rules.criteria, rules.votes) == (CriteriaAsked.GAPS, 2)
    assert rules.approvals == frozenset({Approval.APPLY, Approval.READY})
