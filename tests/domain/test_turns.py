"""The truth table of whose turn it is, since when, and what the task list says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from award.domain.facts import PlanState, VisitStanding
from award.domain.guards import waits_for_setting
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import CLOSED, OPEN, Stage
from award.domain.ties import TieKind
from award.domain.turns import (
    TURN_NAMES,
    TURNS,
    PanelWait,
    Turn,
    Waiting,
    panel_wait,
    task_list,
    turn_of,
    waiting,
)
from tests.domain.cast import ASSESSOR, ESSENTIAL, OTHER, SECOND, all_done
from tests.domain.five_routes import FIVE_ROUTES

S, T, V = Stage, Turn, VisitStanding
TIE = frozenset({TieKind.RELATED})
NO_VISIT = Rules(initial_visit=frozenset())

TRUTH: list[tuple[Stage, dict[str, Any], Turn]] = [
    (S.DRAFT, {}, T.SETTING),
    (S.APPLIED, {}, T.COORDINATOR),
    (S.PLANNING, {"initial_visit": V.NONE}, T.COORDINATOR),
    (S.PLANNING, {"initial_visit": V.PROPOSED}, T.COORDINATOR),
    (S.PLANNING, {"initial_visit": V.BOOKED}, T.COORDINATOR),
    (S.PLANNING, {"initial_visit": V.BOOKED, "initial_visitor": Role.ADVISER}, T.ADVISER),
    (S.PLANNING, {"initial_visit": V.DONE, "initial_visitor": Role.ADVISER}, T.ADVISER),
    (S.PLANNING, {"initial_visit": V.WRITTEN_UP, "initial_visitor": Role.ADVISER}, T.ADVISER),
    (S.PLANNING, {"initial_visit": V.WRITTEN_UP}, T.COORDINATOR),
    (S.PLANNING, {"initial_visit": V.SHARED}, T.SETTING),
    (S.PLANNING, {"plan": PlanState.DRAFT}, T.SETTING),
    (S.PLANNING, {"criteria": (replace(ESSENTIAL, judged=None),)}, T.SETTING),
    (S.PLANNING, {"plan": PlanState.PUT_FORWARD}, T.COORDINATOR),
    (S.PLANNING, {"rules": NO_VISIT, "initial_visit": V.NONE, "plan": PlanState.DRAFT}, T.SETTING),
    (S.PLANNING, {"rules": NO_VISIT, "initial_visit": V.NONE}, T.COORDINATOR),
    (S.GATHERING, {}, T.SETTING),
    (S.GATHERING, {"feedback_asked": True}, T.ADVISER),
    (S.GATHERING, {"feedback_asked": True, "adviser_id": None}, T.COORDINATOR),
    (S.READY, {}, T.COORDINATOR),
    (S.ASSESSING, {}, T.ASSESSOR),
    (S.ASSESSING, {"assessor_id": None}, T.COORDINATOR),
    (S.ASSESSING, {"ties": {ASSESSOR: TIE}}, T.COORDINATOR),
    (S.CHECKING, {"reply_time_over": False}, T.SETTING),
    (S.CHECKING, {"reply_time_over": False, "points_open": 1}, T.ASSESSOR),
    (S.CHECKING, {"points_open": 1, "assessor_id": None}, T.COORDINATOR),
    (S.CHECKING, {"points_open": 1}, T.ASSESSOR),
    (S.CHECKING, {}, T.COORDINATOR),
    (S.CHECKING, {"reply_time_over": False, "ties": {ASSESSOR: TIE}}, T.COORDINATOR),
    (S.CHECKING, {"points_open": 1, "ties": {ASSESSOR: TIE}}, T.COORDINATOR),
    (S.DECIDING, {}, T.PANEL),
    (S.DECIDING, {"second_asked": True}, T.COORDINATOR),
    (S.DECIDING, {"second_asked": True, "second_id": SECOND}, T.SECOND),
    (S.DECIDING, {"second_asked": True, "second_id": ASSESSOR}, T.COORDINATOR),
    (S.DECIDING, {"second_asked": True, "second_set_aside": True}, T.PANEL),
    (S.DECIDING, {"second_asked": True, "second_id": SECOND, "second_done": True}, T.PANEL),
    (S.DECIDING, {"ties": {ASSESSOR: TIE}}, T.COORDINATOR),
]


@pytest.mark.parametrize(("stage", "changes", "turn"), TRUTH)
def test_it_is_the_turn_of(stage: Stage, changes: dict[str, Any], turn: Turn) -> None:
    assert turn_of(all_done(stage, **changes)) is turn


@pytest.mark.parametrize("stage", OPEN)
def test_a_paused_journey_waits_for_nobody(stage: Stage) -> None:
    assert turn_of(all_done(stage, paused=True)) is Turn.NOBODY


@pytest.mark.parametrize("stage", CLOSED)
def test_a_journey_that_ended_waits_for_nobody(stage: Stage) -> None:
    assert turn_of(all_done(stage)) is Turn.NOBODY


def test_every_open_stage_has_a_turn_and_every_turn_a_name() -> None:
    assert set(TURNS) == set(OPEN)
    assert set(TURN_NAMES) == set(Turn)


@pytest.mark.parametrize("code", FIVE_ROUTES)
def test_a_journey_goes_on_hold_exactly_while_the_setting_is_waited_for(code: str) -> None:
    for stage, visit, plan, asked in product(
        (S.DRAFT, S.PLANNING, S.GATHERING), VisitStanding, PlanState, (True, False)
    ):
        facts = all_done(
            stage, FIVE_ROUTES[code], initial_visit=visit, plan=plan, feedback_asked=asked
        )
        if stage is S.DRAFT and asked:
            continue

        assert (waits_for_setting(facts) is None) == (turn_of(facts) is Turn.SETTING)


# --- the task list ---


@pytest.mark.parametrize("stage", Stage)
def test_nothing_is_left_to_do_when_all_is_done(stage: Stage) -> None:
    assert task_list(all_done(stage)) == ()


def test_the_task_list_of_a_draft_is_what_refuses_the_application() -> None:
    facts = all_done(S.DRAFT, commitment_ticked=False, application_approved=False)

    assert task_list(facts) == (
        "Tick that your setting commits to the award",
        "Ask the head to approve this application",
    )


def test_each_thing_that_blocks_readiness_is_a_line_of_its_own() -> None:
    facts = all_done(
        S.GATHERING,
        policy_in_date=False,
        readiness_approved=False,
        criteria=(replace(ESSENTIAL, supported=False), replace(OTHER, supported=False)),
    )

    assert task_list(facts) == (
        "Say when the anti-bullying policy was last reviewed: twelve months ago at most",
        "Add evidence for 1.1, or say that you will show it on the day",
        "Ask the head to declare that you are ready",
    )


def test_what_is_left_after_readiness_is_listed_alone() -> None:
    assert task_list(all_done(S.READY, assessor_id=None)) == ("Assign an assessor",)


def test_the_panel_s_list_names_what_keeps_it_from_any_release() -> None:
    facts = all_done(
        S.DECIDING,
        ties={ASSESSOR: TIE},
        second_asked=True,
        old_award_suspended=True,
        votes=(),
    )

    assert task_list(facts) == (
        "Have the report revised by another assessor: this one is not free to assess here",
        "Assign somebody for the second judgement",
        "Settle the suspension of the award that the setting holds first",
        "Wait for 2 more votes for one outcome",
    )


def test_once_the_time_for_a_reply_is_over_only_open_points_are_left() -> None:
    silent = all_done(S.CHECKING, replied=False, reply_approved=False, reply_time_over=False)

    assert task_list(silent) == (
        "Read the report and say whether its facts are right",
        "Ask the head to approve the reply",
    )
    assert task_list(replace(silent, reply_time_over=True)) == ()
    assert task_list(replace(silent, reply_time_over=True, points_open=1)) == (
        "Answer the setting’s points on the report",
    )


# --- since when ---

MONDAY = datetime(2027, 3, 8, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def test_the_wait_goes_on_while_stage_and_turn_stay() -> None:
    facts = all_done(S.GATHERING, readiness_approved=False)
    before = (S.GATHERING, Waiting(T.SETTING, MONDAY, 5))

    assert waiting(facts, at=TUESDAY, before=before) == Waiting(T.SETTING, MONDAY, 1)


@pytest.mark.parametrize(
    "before",
    [
        None,
        (S.DRAFT, Waiting(T.SETTING, MONDAY, 0)),
        (S.GATHERING, Waiting(T.ADVISER, MONDAY, 0)),
    ],
)
def test_the_wait_begins_anew_with_another_stage_or_turn(
    before: tuple[Stage, Waiting] | None,
) -> None:
    assert waiting(all_done(S.GATHERING), at=TUESDAY, before=before).since == TUESDAY


P = PanelWait
AT_PANEL: list[tuple[dict[str, Any], bool, PanelWait]] = [
    ({}, False, P.RELEASE),
    ({"votes": ()}, False, P.PANEL),
    ({"old_award_suspended": True}, False, P.PANEL),
    ({"second_asked": True}, True, P.SECOND),
    ({"second_asked": True, "second_id": SECOND}, True, P.SECOND),
    ({"second_asked": True, "second_set_aside": True}, False, P.RELEASE),
    ({"second_asked": True, "second_id": SECOND, "second_done": True}, False, P.RELEASE),
    ({"ties": {ASSESSOR: TIE}}, False, P.OTHERS),
    ({"paused": True}, False, P.PAUSED),
    ({"paused": True, "second_asked": True}, True, P.PAUSED),
]


@pytest.mark.parametrize(("changes", "second_open", "expected"), AT_PANEL)
def test_what_comes_next_at_the_panel_is_read_from_what_is_kept(
    changes: dict[str, Any], second_open: bool, expected: PanelWait
) -> None:
    kept = waiting(
        all_done(S.DECIDING, **changes), at=datetime(2027, 3, 10, tzinfo=UTC), before=None
    )

    assert panel_wait(S.DECIDING, kept.turn, kept.blockers_left, second_open=second_open) is (
        expected
    )


@pytest.mark.parametrize("stage", [one for one in Stage if one is not S.DECIDING])
def test_elsewhere_nothing_waits_for_the_panel(stage: Stage) -> None:
    assert panel_wait(stage, T.PANEL, 0, second_open=False) is None
