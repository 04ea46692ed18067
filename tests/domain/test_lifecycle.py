"""Every move by every role from every stage on every route, and always a way out."""

from dataclasses import replace
from typing import Any, Final

import pytest

from award.domain.facts import Outcome, Said
from award.domain.lifecycle import (
    CLOSE_REASONS,
    FOLLOWS_BY_ITSELF,
    FOR_GOOD,
    MOVES,
    OUTCOMES,
    REASONS,
    SAYS_GUARDS,
    WITHDRAW_REASONS,
    Says,
    find_move,
    is_open,
    moves_open_to,
    next_stage,
    onward_move,
)
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import CLOSED, OPEN, Stage
from tests.domain.cast import (
    ESSENTIAL,
    PANEL,
    all_done,
    asker_of,
    votes_for,
    words_for,
)
from tests.domain.five_routes import FIVE_ROUTES
from tests.domain.move_names import MOVE_NAMES

S, R = Stage, Role
C, FOR = {R.COORDINATOR}, {R.COORDINATOR, R.ADVISER}
# The scheme's table, written down a second time: name, from, to, by, on behalf.
LAW: Final[list[tuple[str, tuple[Stage, ...], Stage, set[Role], set[Role]]]] = [
    ("submit", (S.DRAFT,), S.APPLIED, {R.LEAD}, FOR),
    ("return", (S.APPLIED,), S.DRAFT, C, set()),
    ("accept", (S.APPLIED,), S.PLANNING, C, set()),
    ("decline", (S.APPLIED,), S.DECLINED, C, set()),
    ("agree_plan", (S.PLANNING,), S.GATHERING, {R.COORDINATOR, R.ADVISER}, set()),
    ("declare_ready", (S.GATHERING,), S.READY, {R.LEAD}, FOR),
    ("send_back", (S.READY,), S.GATHERING, C, set()),
    ("begin_assessment", (S.READY,), S.ASSESSING, C, set()),
    ("stop_assessment", (S.ASSESSING,), S.READY, C, set()),
    ("ask_for_more", (S.ASSESSING,), S.GATHERING, {R.ASSESSOR, R.COORDINATOR}, set()),
    ("share_report", (S.ASSESSING,), S.CHECKING, {R.ASSESSOR}, set()),
    ("revise_report", (S.CHECKING,), S.ASSESSING, {R.ASSESSOR, R.COORDINATOR}, set()),
    ("revise_report", (S.DECIDING,), S.ASSESSING, C, set()),
    ("confirm_report", (S.CHECKING,), S.DECIDING, {R.LEAD}, FOR),
    ("record_no_reply", (S.CHECKING,), S.DECIDING, {R.COORDINATOR, R.CLOCK}, set()),
    ("award", (S.DECIDING,), S.AWARDED, {R.PANEL}, set()),
    ("award_with_conditions", (S.DECIDING,), S.AWARDED, {R.PANEL}, set()),
    ("defer", (S.DECIDING,), S.GATHERING, {R.PANEL}, set()),
    ("turn_down", (S.DECIDING,), S.NOT_YET, {R.PANEL}, set()),
    ("reopen", (S.NOT_YET, S.AWARDED), S.DECIDING, C, set()),
    ("reopen", (S.DECLINED,), S.APPLIED, C, set()),
    ("withdraw", OPEN, S.WITHDRAWN, {R.LEAD, R.HEAD}, C),
    ("lapse", (S.DRAFT, S.PLANNING, S.GATHERING), S.LAPSED, C, set()),
    ("close", OPEN, S.WITHDRAWN, {R.COORDINATOR, R.CLOCK}, set()),
    ("take_up_again", (S.LAPSED, S.WITHDRAWN), S.GATHERING, C, set()),
]
# What must still be missing for the setting to be waited for, so that a journey may go on hold.
WAITED_FOR: Final = {"lapse": {"criteria": (replace(ESSENTIAL, judged=None),)}}


def outcome_of(name: str) -> dict[str, Any]:
    """Votes for the outcome that a move releases."""
    return {"votes": votes_for(Outcome(name), *PANEL)} if name in OUTCOMES else {}


def lawful(name: str, stage: Stage, role: Role, on_behalf: bool) -> Stage | None:
    """Where the scheme says that the move leads for this role; None where it forbids it."""
    for move, from_, to, by, behalf in LAW:
        if move == name and stage in from_:
            return to if role in (behalf if on_behalf else by) else None
    return None


@pytest.mark.parametrize("code", FIVE_ROUTES)
@pytest.mark.parametrize("name", [one for one in MOVE_NAMES if one != "undo"])
def test_a_move_is_made_by_exactly_the_roles_and_from_the_stages_of_the_scheme(
    name: str, code: str
) -> None:
    changes = {"said": words_for(name)} | WAITED_FOR.get(name, {}) | outcome_of(name)
    for stage in Stage:
        facts = all_done(stage, FIVE_ROUTES[code], **changes)
        for role in Role:
            for on_behalf in (False, True):
                asked = replace(facts, asker=asker_of(role, on_behalf=on_behalf))
                try:
                    led: Stage | None = next_stage(name, asked)
                except NotAllowed:
                    led = None

                assert led == lawful(name, stage, role, on_behalf)


def test_the_table_has_no_move_that_the_scheme_has_not() -> None:
    assert set(MOVE_NAMES) == {row[0] for row in LAW} | {"undo"}


# --- refusals ---


def test_a_move_from_elsewhere_says_that_the_journey_has_moved_on() -> None:
    with pytest.raises(NotAllowed, match="the journey has moved on"):
        find_move("submit", S.AWARDED)


def test_somebody_else_s_step_is_refused() -> None:
    with pytest.raises(NotAllowed, match="not yours"):
        next_stage("submit", all_done(S.DRAFT, asker=asker_of(R.CONTRIBUTOR)))


def test_every_blocker_is_said_at_once() -> None:
    facts = all_done(
        S.DRAFT, asker=asker_of(R.LEAD), contacts_complete=False, application_approved=False
    )

    with pytest.raises(NotReady) as refused:
        next_stage("submit", facts)

    assert refused.value.blockers == (
        "Say who leads the work and who approves it, with an e-mail address for each",
        "Ask the head to approve this application",
    )


@pytest.mark.parametrize("row", [one for one in MOVES if one.says], ids=lambda one: one.name)
def test_a_move_that_needs_words_is_refused_without_them(row: Any) -> None:
    role = sorted(row.by)[0]
    facts = all_done(row.from_[0], asker=asker_of(role), **outcome_of(row.name))

    for said in (None, Said()):
        with pytest.raises(NotReady) as refused:
            next_stage(row.name, replace(facts, said=said))
        assert len(refused.value.blockers) == len(row.says)


def test_every_kind_of_words_has_its_guard() -> None:
    assert set(SAYS_GUARDS) == set(Says)


@pytest.mark.parametrize(
    ("name", "code"), [("withdraw", "merged"), ("withdraw", "because"), ("close", "no_time")]
)
def test_a_reason_comes_from_the_move_s_own_list(name: str, code: str) -> None:
    on_behalf = name == "withdraw"
    facts = all_done(
        S.GATHERING,
        asker=asker_of(R.COORDINATOR, on_behalf=on_behalf),
        said=Said(reason_code=code),
    )

    with pytest.raises(NotReady, match="Choose one of the listed reasons"):
        next_stage(name, facts)


def test_reasons_to_choose_from_stand_on_their_moves() -> None:
    listed = {row.name: row.reasons for row in MOVES if Says.REASON_CODE in row.says}

    assert listed == {"withdraw": WITHDRAW_REASONS, "close": CLOSE_REASONS} == REASONS
    assert set(CLOSE_REASONS) > FOR_GOOD | FOLLOWS_BY_ITSELF
    assert find_move("submit", S.DRAFT).reasons == {}


@pytest.mark.parametrize("stage", OPEN)
def test_while_paused_only_the_ways_out_are_open(stage: Stage) -> None:
    for row in (one for one in MOVES if stage in one.from_):
        role = sorted(row.by)[0]
        facts = all_done(stage, paused=True, asker=asker_of(role), said=words_for(row.name))
        if row.name in ("withdraw", "close"):
            assert next_stage(row.name, facts) is S.WITHDRAWN
        else:
            with pytest.raises((NotReady, NotAllowed), match=r"pause|not yours"):
                next_stage(row.name, facts)


def test_a_pause_does_not_outlive_the_journey_s_end() -> None:
    facts = all_done(S.WITHDRAWN, paused=True, asker=asker_of(R.COORDINATOR))

    assert next_stage("take_up_again", facts) is S.GATHERING


@pytest.mark.parametrize(
    ("name", "stage", "role", "changes"),
    [
        ("agree_plan", S.PLANNING, R.ADVISER, {"adviser_id": None}),
        ("agree_plan", S.PLANNING, R.ADVISER, {"adviser_id": 21}),
        ("share_report", S.ASSESSING, R.ASSESSOR, {"assessor_id": 31}),
        ("share_report", S.ASSESSING, R.ASSESSOR, {"assessor_id": None}),
        ("ask_for_more", S.ASSESSING, R.ASSESSOR, {"assessor_id": 31}),
    ],
)
def test_an_adviser_or_assessor_moves_only_the_journey_assigned_to_them(
    name: str, stage: Stage, role: Role, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotAllowed):
        next_stage(name, all_done(stage, asker=asker_of(role), said=words_for(name), **changes))


# --- taking up again ---


@pytest.mark.parametrize("was_at", OPEN)
def test_a_journey_is_taken_up_where_it_was_and_at_most_at_gathering(was_at: Stage) -> None:
    expected = min(was_at, S.GATHERING, key=OPEN.index)
    facts = all_done(S.LAPSED, was_at=was_at, asker=asker_of(R.COORDINATOR))

    assert next_stage("take_up_again", facts) is expected


def test_a_journey_that_was_nowhere_is_not_taken_up() -> None:
    with pytest.raises(NotAllowed, match="not known where"):
        next_stage("take_up_again", all_done(S.LAPSED, was_at=None, asker=asker_of(R.COORDINATOR)))


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("reopen", S.NOT_YET),
        ("reopen", S.AWARDED),
        ("reopen", S.DECLINED),
        ("take_up_again", S.LAPSED),
        ("take_up_again", S.WITHDRAWN),
    ],
)
def test_an_ended_journey_stays_ended_once_a_later_one_led_to_an_award(
    name: str, stage: Stage
) -> None:
    facts = all_done(stage, asker=asker_of(R.COORDINATOR), later_award=True)

    with pytest.raises(NotReady, match="award that the setting has got since"):
        next_stage(name, facts)


# --- the shape of the table ---


def arrows() -> set[tuple[Stage, Stage]]:
    """From where to where the moves of the table lead, whoever makes them."""
    found = {(stage, row.to) for row in MOVES for stage in row.from_ if isinstance(row.to, Stage)}
    return found | {(ended, OPEN[place]) for ended in (S.LAPSED, S.WITHDRAWN) for place in range(4)}


def test_every_stage_is_reached_from_a_draft() -> None:
    reached = {S.DRAFT}
    while new := {to for from_, to in arrows() if from_ in reached} - reached:
        reached |= new

    assert reached == set(Stage)


@pytest.mark.parametrize("paused", [True, False])
@pytest.mark.parametrize("stage", OPEN)
@pytest.mark.parametrize(
    ("name", "role"), [("withdraw", R.LEAD), ("withdraw", R.HEAD), ("close", R.COORDINATOR)]
)
def test_the_setting_alone_and_the_coordinator_alone_always_have_a_way_out(
    name: str, role: Role, stage: Stage, paused: bool
) -> None:
    bare = replace(
        all_done(stage, asker=asker_of(role), said=words_for(name), paused=paused),
        contacts_complete=False,
        adviser_id=None,
        assessor_id=None,
        panel=frozenset(),
        votes=(),
        criteria=(),
    )

    assert next_stage(name, bare) is S.WITHDRAWN


def test_every_single_thing_that_keeps_from_ready_is_told_at_once() -> None:
    without = all_done(
        S.GATHERING,
        asker=asker_of(R.LEAD),
        policy_in_date=False,
        monitoring_signed=0,
        readiness_approved=False,
    )

    with pytest.raises(NotReady) as refused:
        next_stage("declare_ready", without)

    assert refused.value.blockers == (
        "Have a monitoring visit, and agree its record",
        "Say when the anti-bullying policy was last reviewed: twelve months ago at most",
        "Ask the head to declare that you are ready",
    )


def test_each_open_stage_waits_for_one_step_and_no_closed_stage_for_any() -> None:
    assert {stage: row.name for stage in OPEN if (row := onward_move(stage))} == {
        S.DRAFT: "submit",
        S.APPLIED: "accept",
        S.PLANNING: "agree_plan",
        S.GATHERING: "declare_ready",
        S.READY: "begin_assessment",
        S.ASSESSING: "share_report",
        S.CHECKING: "confirm_report",
        S.DECIDING: "award",
    }
    assert [onward_move(stage) for stage in CLOSED] == [None] * len(CLOSED)
    assert len([row for row in MOVES if row.onward]) == len(OPEN)


def test_a_stage_and_a_name_belong_to_one_row() -> None:
    pairs = [(row.name, stage) for row in MOVES for stage in row.from_]

    assert len(pairs) == len(set(pairs))


def test_every_row_has_words_for_people() -> None:
    assert all(row.label and row.past and row.by for row in MOVES)


def test_the_buttons_of_a_role_are_its_moves() -> None:
    def names(role: Role, stage: Stage, **how: bool) -> list[str]:
        return [one.name for one in moves_open_to(role, stage, **how)]

    assert names(R.LEAD, S.DRAFT) == ["submit", "withdraw", "undo"]
    assert names(R.ASSESSOR, S.ASSESSING) == ["ask_for_more", "share_report", "undo"]
    assert names(R.COORDINATOR, S.DRAFT, on_behalf=True) == ["submit", "withdraw", "undo"]
    assert names(R.PANEL, S.DECIDING) == list(OUTCOMES)
    assert names(R.AUDITOR, S.DECIDING) == []


def test_open_and_ended_are_told_apart() -> None:
    assert [stage for stage in Stage if is_open(stage)] == list(OPEN)
