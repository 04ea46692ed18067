"""The truth table of readiness, row by row, and what the sentences say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from award.domain.facts import CriterionFacts, Facts, PlanState
from award.domain.frameworks import Judged
from award.domain.readiness import Need, NeedKind, blocks, is_criterion_ready, needs, ready_count
from award.domain.routes import Rules
from award.domain.stages import Stage
from tests.domain.cast import ESSENTIAL, OTHER, all_done

K = NeedKind
NA = Judged.NOT_APPLICABLE

# judged, agreed not to apply, supported, on the day, stale, actions left -> what is missing.
# Each row is read twice: for an essential criterion, where all but the action blocks, and for
# another, where everything only warns.
TRUTH: list[tuple[Judged | None, bool, bool, bool, bool, int, list[NeedKind]]] = [
    (None, False, True, False, False, 0, [K.JUDGEMENT]),
    (Judged.NOT_YET, False, True, False, False, 0, [K.IMPROVEMENT]),
    (Judged.DEVELOPING, False, True, False, False, 0, []),
    (Judged.MET, False, True, False, False, 0, []),
    (Judged.EMBEDDED, False, True, False, False, 0, []),
    (NA, False, True, False, False, 0, [K.AGREEMENT]),
    (NA, True, False, False, False, 3, []),
    (Judged.MET, False, False, False, False, 0, [K.SUPPORT]),
    (Judged.MET, False, False, False, True, 0, [K.FRESH_SUPPORT]),
    (Judged.MET, False, False, True, False, 0, []),
    (Judged.MET, False, False, True, True, 0, []),
    (Judged.MET, False, True, False, True, 0, []),
    (Judged.MET, False, True, False, False, 1, [K.ACTION]),
    (Judged.MET, False, False, False, False, 2, [K.SUPPORT, K.ACTION]),
    (None, False, False, False, False, 0, [K.JUDGEMENT, K.SUPPORT]),
    (None, False, False, False, True, 1, [K.JUDGEMENT, K.FRESH_SUPPORT, K.ACTION]),
    (Judged.NOT_YET, False, False, False, False, 1, [K.IMPROVEMENT, K.SUPPORT, K.ACTION]),
    (NA, False, False, False, False, 0, [K.AGREEMENT, K.SUPPORT]),
]


@pytest.mark.parametrize("essential", [True, False])
@pytest.mark.parametrize(
    ("judged", "agreed", "supported", "on_the_day", "stale", "actions_left", "missing"), TRUTH
)
def test_a_criterion_is_missing_exactly_this(
    essential: bool,
    judged: Judged | None,
    agreed: bool,
    supported: bool,
    on_the_day: bool,
    stale: bool,
    actions_left: int,
    missing: list[NeedKind],
) -> None:
    one = CriterionFacts(
        "1.1",
        essential=essential,
        judged=judged,
        not_applicable_agreed=agreed,
        supported=supported,
        on_the_day=on_the_day,
        evidence_stale=stale,
        actions_left=actions_left,
    )
    facts = all_done(Stage.GATHERING, criteria=(one,))

    assert [need.kind for need in needs(facts)] == missing
    blocking = [kind for kind in missing if kind is not K.ACTION] if essential else []
    assert [need.kind for need in blocks(facts)] == blocking
    assert is_criterion_ready(one, Stage.GATHERING) == (not missing)


# What the route asks of the journey: the rule, what was done, and the sentence that is left.
JOURNEY = [
    (Rules(), {"plan": PlanState.DRAFT}, "Have the action plan agreed"),
    (Rules(), {"plan": PlanState.PUT_FORWARD}, "Have the action plan agreed"),
    (Rules(plan_agreed=False), {"plan": PlanState.DRAFT}, None),
    (Rules(), {"monitoring_signed": 0}, "Have a monitoring visit, and agree its record"),
    (
        Rules(monitoring_visits=3),
        {"monitoring_signed": 1},
        "Have 2 monitoring visits, and agree their records",
    ),
    (Rules(monitoring_visits=0), {"monitoring_signed": 0}, None),
    (Rules(), {"monitoring_signed": 4}, None),
    (
        Rules(),
        {"policy_in_date": False},
        "Say when the anti-bullying policy was last reviewed: twelve months ago at most",
    ),
    (
        Rules(),
        {"policy_in_date": False, "policy_reviewed_on": date(2024, 3, 12)},
        "Review the anti-bullying policy: last done on 12 March 2024",
    ),
    (Rules(policy_in_date=False), {"policy_in_date": False}, None),
    (Rules(), {}, None),
]


@pytest.mark.parametrize(("rules", "changes", "sentence"), JOURNEY)
def test_what_the_route_asks_of_the_journey_blocks(
    rules: Rules, changes: dict[str, object], sentence: str | None
) -> None:
    facts = all_done(Stage.GATHERING, rules, **changes)

    assert [need.sentence for need in blocks(facts)] == ([sentence] if sentence else [])


SENTENCES = [
    ({"judged": None}, "Say where you stand on 1.1"),
    ({"judged": Judged.NOT_YET}, "Work on 1.1, then say again where you stand"),
    ({"judged": NA}, "Ask the coordinator to agree that 1.1 does not apply"),
    ({"supported": False}, "Add evidence for 1.1, or say that you will show it on the day"),
    (
        {"supported": False, "evidence_stale": True},
        "Add newer evidence for 1.1: what is there is too old for the visit",
    ),
    ({"actions_left": 1}, "Finish the actions for 1.1, or say why they stopped"),
]


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES)
def test_each_thing_missing_says_what_to_do(changes: dict[str, Any], sentence: str) -> None:
    one = replace(ESSENTIAL, **changes)

    assert [need.sentence for need in needs(all_done(Stage.GATHERING, criteria=(one,)))] == [
        sentence
    ]


def test_what_blocks_comes_first_and_the_rest_keeps_the_framework_s_order() -> None:
    facts = all_done(
        Stage.GATHERING,
        policy_in_date=False,
        criteria=(replace(OTHER, supported=False), replace(ESSENTIAL, code="2.1", judged=None)),
    )

    assert [(need.kind, need.criterion, need.blocks) for need in needs(facts)] == [
        (K.POLICY, "", True),
        (K.JUDGEMENT, "2.1", True),
        (K.SUPPORT, "1.2", False),
    ]


def test_a_journey_with_everything_needs_nothing() -> None:
    assert needs(all_done(Stage.GATHERING)) == ()


def test_criteria_are_counted_without_those_that_do_not_apply() -> None:
    left_out = replace(OTHER, code="1.3", judged=NA, not_applicable_agreed=True)
    facts = Facts(Stage.GATHERING, criteria=(ESSENTIAL, replace(OTHER, supported=False), left_out))

    assert ready_count(facts) == (1, 2)


def test_a_need_of_the_journey_names_no_criterion() -> None:
    (need,) = needs(all_done(Stage.GATHERING, policy_in_date=False))

    assert need == Need(
        K.POLICY,
        "Say when the anti-bullying policy was last reviewed: twelve months ago at most",
        blocks=True,
    )
