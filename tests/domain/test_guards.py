"""Each guard passes when its thing is done, and says what to do when it is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from inspect import getmembers, isfunction
from typing import Any

import pytest

from award.domain import guards as g
from award.domain.facts import CriterionFacts, Facts, MoveMade, PlanState, VisitStanding
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import TieKind
from tests.domain.cast import (
    ADVISER,
    ASSESSOR,
    COORDINATOR,
    ESSENTIAL,
    LEAD,
    OTHER,
    TODAY,
    all_done,
    asker_of,
)

Guard = Callable[[Facts], str | None]
NOT_GUARDS = {"named", "planning_waits_for_setting", "blocks", "binds_assessor"}
V, NA = VisitStanding, Judged.NOT_APPLICABLE
NO_APPROVALS = Rules(approvals=frozenset())
COORDINATOR_ASKS = {"asker": asker_of(Role.COORDINATOR)}
TIED = {ASSESSOR: frozenset({TieKind.RELATED})}
ADVISED = {ASSESSOR: frozenset({TieKind.WAS_ADVISER})}


def below(code: str, judged: Judged, *, planned: bool = False) -> CriterionFacts:
    return replace(ESSENTIAL, code=code, judged=judged, planned=planned)


# The guard, what differs from a journey where all is done, and the sentence; None: it passes.
CASES: list[tuple[Guard, dict[str, Any], str | None]] = [
    (
        g.contacts_complete,
        {"contacts_complete": False},
        "Say who leads the work and who approves it, with an e-mail address for each",
    ),
    (
        g.commitment_ticked,
        {"commitment_ticked": False},
        "Tick that your setting commits to the award",
    ),
    (
        g.head_has_approved,
        {"application_approved": False},
        "Ask the head to approve this application",
    ),
    (g.head_has_approved, {"application_approved": False, "rules": NO_APPROVALS}, None),
    (g.initial_visit_signed, {"initial_visit": V.NONE}, "Book the initial visit"),
    (g.initial_visit_signed, {"initial_visit": V.PROPOSED}, "Choose a date for the initial visit"),
    (
        g.initial_visit_signed,
        {"initial_visit": V.BOOKED},
        "Hold the initial visit and write it up",
    ),
    (g.initial_visit_signed, {"initial_visit": V.DONE}, "Write up the initial visit"),
    (
        g.initial_visit_signed,
        {"initial_visit": V.WRITTEN_UP},
        "Share the record of the initial visit with the setting",
    ),
    (
        g.initial_visit_signed,
        {"initial_visit": V.SHARED},
        "Agree the record of the initial visit",
    ),
    (
        g.initial_visit_signed,
        {"initial_visit": V.NONE, "rules": Rules(initial_visit=frozenset())},
        None,
    ),
    (
        g.baseline_complete,
        {"criteria": (ESSENTIAL, replace(OTHER, judged=None))},
        "Say where you stand on 1.2",
    ),
    (g.baseline_complete, {"criteria": ()}, "Say where you stand"),
    (g.baseline_complete, {"criteria": (replace(OTHER, judged=NA),)}, None),
    (g.plan_put_forward, {"plan": PlanState.DRAFT}, "Put the action plan forward"),
    (g.plan_put_forward, {"plan": PlanState.PUT_FORWARD}, None),
    (g.plan_put_forward, {"plan": PlanState.DRAFT, "rules": Rules(plan_agreed=False)}, None),
    (
        g.essentials_planned,
        {"criteria": (below("1.1", Judged.NOT_YET), below("1.3", Judged.DEVELOPING))},
        "Plan an action for 1.1 and 1.3",
    ),
    (g.essentials_planned, {"criteria": (below("1.1", Judged.NOT_YET, planned=True),)}, None),
    (g.essentials_planned, {"criteria": (below("1.1", Judged.MET),)}, None),
    (
        g.essentials_planned,
        {"criteria": (replace(below("1.1", Judged.NOT_YET), essential=False),)},
        None,
    ),
    (
        g.essentials_planned,
        {"criteria": (below("1.1", Judged.NOT_YET),), "rules": Rules(plan_agreed=False)},
        None,
    ),
    (
        g.another_agrees_the_plan,
        {"plan_put_forward_by": COORDINATOR, **COORDINATOR_ASKS},
        "Ask somebody else to agree the plan: you put it forward yourself",
    ),
    (g.another_agrees_the_plan, {"plan_put_forward_by": LEAD, **COORDINATOR_ASKS}, None),
    (g.another_agrees_the_plan, {"plan_put_forward_by": None, **COORDINATOR_ASKS}, None),
    (
        g.another_agrees_the_plan,
        {"plan_put_forward_by": COORDINATOR, "rules": Rules(one_person=True), **COORDINATOR_ASKS},
        None,
    ),
    (
        g.another_agrees_the_plan,
        {"plan_put_forward_by": COORDINATOR, "rules": Rules(plan_agreed=False), **COORDINATOR_ASKS},
        None,
    ),
    (
        g.nothing_blocks_readiness,
        {"policy_in_date": False},
        "Say when the anti-bullying policy was last reviewed: twelve months ago at most",
    ),
    (g.nothing_blocks_readiness, {"criteria": (replace(OTHER, supported=False),)}, None),
    (
        g.head_has_declared,
        {"readiness_approved": False},
        "Ask the head to declare that you are ready",
    ),
    (g.head_has_declared, {"readiness_approved": False, "rules": NO_APPROVALS}, None),
    (
        g.silence_is_long,
        {"silent_long": False},
        "Wait until the setting has been quiet for long enough, and reminders have gone out",
    ),
    (
        g.silence_is_long,
        {"reminders_sent": False},
        "Wait until the setting has been quiet for long enough, and reminders have gone out",
    ),
    (g.silence_is_long, {"silent_long": False, "deferral_long_over": True}, None),
    (g.waits_for_setting, {"feedback_asked": True}, "Do what the setting is waiting for first"),
    (g.waits_for_setting, {"stage": Stage.PLANNING}, "Do what the setting is waiting for first"),
    (g.waits_for_setting, {"stage": Stage.PLANNING, "plan": PlanState.DRAFT}, None),
    (
        g.waits_for_setting,
        {"stage": Stage.PLANNING, "plan": PlanState.DRAFT, "initial_visit": V.BOOKED},
        "Do what the setting is waiting for first",
    ),
    (g.waits_for_setting, {"stage": Stage.DRAFT}, None),
    (g.assessor_assigned, {"assessor_id": None}, "Assign an assessor"),
    (
        g.assessor_assigned_by_another,
        {"assessor_assigned_by": ASSESSOR},
        "Ask another coordinator to assign the assessor: nobody assigns themselves",
    ),
    (
        g.assessor_assigned_by_another,
        {"assessor_assigned_by": ASSESSOR, "rules": Rules(one_person=True)},
        None,
    ),
    (g.assessor_assigned_by_another, {"assessor_id": None, "assessor_assigned_by": None}, None),
    (
        g.assessor_untied,
        {"ties": TIED},
        "Assign another assessor: this one has a tie to the setting",
    ),
    (
        g.assessor_untied,
        {"ties": ADVISED},
        "Assign another assessor: this one has a tie to the setting",
    ),
    (g.assessor_untied, {"ties": ADVISED, "rules": Rules(adviser_may_assess=True)}, None),
    (
        g.assessor_untied,
        {"adviser_id": ASSESSOR},
        "Assign another assessor: this one was the setting’s adviser",
    ),
    (g.assessor_untied, {"adviser_id": ASSESSOR, "rules": Rules(adviser_may_assess=True)}, None),
    (g.assessor_untied, {"ties": TIED, "assessor_id": None}, None),
    (g.assessor_untied, {"ties": {ADVISER: frozenset({TieKind.RELATED})}}, None),
    (g.assessment_visit_booked, {"assessment_visit": V.NONE}, "Book the assessment visit"),
    (g.assessment_visit_booked, {"assessment_visit": V.PROPOSED}, "Book the assessment visit"),
    (g.assessment_visit_booked, {"assessment_visit": V.BOOKED}, None),
    (
        g.assessment_visit_booked,
        {"assessment_visit": V.NONE, "assessment_visit_asked": False},
        None,
    ),
    (
        g.assessment_visit_recorded,
        {"assessment_visit": V.BOOKED},
        "Hold the assessment visit and write it up",
    ),
    (
        g.assessment_visit_recorded,
        {"assessment_visit": V.DONE},
        "Write up the assessment visit",
    ),
    (g.assessment_visit_recorded, {"assessment_visit": V.WRITTEN_UP}, None),
    (
        g.assessment_visit_recorded,
        {"assessment_visit": V.NONE, "assessment_visit_asked": False},
        None,
    ),
    (
        g.every_criterion_assessed,
        {"criteria": (ESSENTIAL, replace(OTHER, assessed=None))},
        "Judge 1.2",
    ),
    (
        g.every_criterion_assessed,
        {"criteria": (replace(OTHER, assessed=NA),)},
        "Judge 1.2, or ask the coordinator to agree that it does not apply",
    ),
    (
        g.every_criterion_assessed,
        {"criteria": (replace(OTHER, assessed=NA, not_applicable_agreed=True),)},
        None,
    ),
    (
        g.every_criterion_assessed,
        {"criteria": (replace(OTHER, judged=NA, not_applicable_agreed=True, assessed=None),)},
        None,
    ),
    (
        g.report_written,
        {"report_written": False},
        "Write the strengths, the next steps and your recommendation",
    ),
    (
        g.report_written,
        {"report_written": True, "differs_unexplained": True},
        "Say why you recommend something else than the rule suggests",
    ),
    (
        g.coordinator_agrees_to_more,
        {"times_asked_for_more": 1, "asker": asker_of(Role.ASSESSOR)},
        "Ask the coordinator to agree: this setting was asked for more once before",
    ),
    (
        g.coordinator_agrees_to_more,
        {"times_asked_for_more": 1, "more_agreed": True, "asker": asker_of(Role.ASSESSOR)},
        None,
    ),
    (g.coordinator_agrees_to_more, {"times_asked_for_more": 1, **COORDINATOR_ASKS}, None),
    (g.coordinator_agrees_to_more, {"asker": asker_of(Role.ASSESSOR)}, None),
    (g.setting_replied, {"replied": False}, "Read the report and say whether its facts are right"),
    (g.head_approved_reply, {"reply_approved": False}, "Ask the head to approve the reply"),
    (g.head_approved_reply, {"reply_approved": False, "rules": NO_APPROVALS}, None),
    (g.points_answered, {"points_open": 1}, "Answer the setting’s points on the report"),
    (
        g.reply_time_over,
        {"reply_time_over": False},
        "Wait for the reply: the ten days are not over",
    ),
    (g.appeal_upheld, {"appeal_upheld": False}, "Wait until an appeal has been upheld"),
    (
        g.had_conditions,
        {"awarded_with_conditions": False},
        "Only an award with conditions can be reopened",
    ),
    (g.no_other_journey, {"another_open": True}, "End the setting’s other journey first"),
    (
        g.no_later_award,
        {"later_award": True},
        "Go on from the award that the setting has got since: this journey stays as it is",
    ),
    (
        g.within_a_year,
        {"take_up_until": TODAY - timedelta(1)},
        "Open a new journey: this one ended more than a year ago",
    ),
    (
        g.within_a_year,
        {"take_up_until": None},
        "Open a new journey: this one ended more than a year ago",
    ),
    (g.within_a_year, {"take_up_until": TODAY}, None),
    (
        g.not_closed_for_good,
        {"closed_for_good": True},
        "Go on with the setting’s other journey: this one was closed as merged or duplicate",
    ),
    (
        g.made_by_asker_today,
        {"asker": asker_of(Role.LEAD)},
        "Ask the person who made the last move to take it back",
    ),
    (
        g.made_by_asker_today,
        {"last_move": None, **COORDINATOR_ASKS},
        "Ask the person who made the last move to take it back",
    ),
    (
        g.made_by_asker_today,
        {
            "last_move": MoveMade("record_no_reply", Stage.CHECKING, None, TODAY),
            **COORDINATOR_ASKS,
        },
        "Ask the person who made the last move to take it back",
    ),
    (
        g.made_by_asker_today,
        {"today": TODAY + timedelta(1), **COORDINATOR_ASKS},
        "A move can be taken back on the same day only",
    ),
    (g.made_by_asker_today, COORDINATOR_ASKS, None),
    (
        g.untouched_since,
        {"last_move": MoveMade("accept", Stage.APPLIED, 1, TODAY, touched_by_another=True)},
        "Talk to the coordinator: somebody has already begun to work on this",
    ),
    (
        g.untouched_since,
        {
            "last_move": MoveMade("accept", Stage.APPLIED, 1, TODAY, touched_by_another=True),
            **COORDINATOR_ASKS,
        },
        "Somebody has already begun to work on this. Talk to them, and go on from here",
    ),
    (g.untouched_since, {"last_move": None}, None),
]


@pytest.mark.parametrize(("guard", "changes", "sentence"), CASES)
def test_a_guard_passes_or_says_what_to_do(
    guard: Guard, changes: dict[str, Any], sentence: str | None
) -> None:
    assert guard(replace(all_done(Stage.GATHERING), **changes)) == sentence


@pytest.mark.parametrize("guard", sorted({case[0] for case in CASES}, key=lambda one: one.__name__))
def test_a_guard_passes_when_everything_is_done(guard: Guard) -> None:
    facts = all_done(Stage.GATHERING, asker=asker_of(Role.COORDINATOR))

    assert guard(facts) is None


def test_every_guard_has_a_case_that_refuses() -> None:
    guards = {name for name, one in getmembers(g, isfunction) if not name.startswith("_")}

    assert guards - NOT_GUARDS == {one.__name__ for one, _, sentence in CASES if sentence}


def test_sentences_begin_with_what_to_do_and_have_no_full_stop() -> None:
    sentences = [sentence for _, _, sentence in CASES if sentence]

    assert [one for one in sentences if not one[0].isupper() or one.endswith(".")] == []
    assert [one for one in sentences if "invalid" in one.lower()] == []


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["1.1"], "1.1"),
        (["1.1", "1.2"], "1.1 and 1.2"),
        (["1.1", "1.2", "1.3", "1.4"], "1.1, 1.2, 1.3 and 1.4"),
        (["1.1", "1.2", "1.3", "1.4", "1.5"], "1.1, 1.2, 1.3 and 2 more"),
    ],
)
def test_criteria_are_named_as_a_person_would(codes: list[str], words: str) -> None:
    assert g.named(codes) == words
