"""When the panel's decision may be released, and by whom."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from award.domain import decision_guards as d
from award.domain.facts import Asker, Facts, MeetingFacts, Outcome
from award.domain.people import Role
from award.domain.routes import Rules
from award.domain.stages import Stage
from award.domain.ties import TieKind
from tests.domain.cast import (
    ADVISER,
    ASSESSOR,
    FROM_OUTSIDE,
    OTHER,
    PANEL,
    SECOND,
    TODAY,
    all_done,
    asker_of,
    votes_for,
)

A, C, D, T = Outcome
ONE, TWO, THREE = PANEL
TIE = frozenset({TieKind.RELATED})
SPLIT = "Talk it over: the votes are split, and no outcome has enough of them"
CARRIED_BY = {
    A: d.award_carried,
    C: d.conditions_carried,
    D: d.deferral_carried,
    T: d.turning_down_carried,
}


def deciding(rules: Rules | None = None, **changes: Any) -> Facts:
    return all_done(Stage.DECIDING, rules, **{"asker": asker_of(Role.PANEL)} | changes)


# --- second judgement ---

SECONDS = [
    ({}, None),
    ({"second_asked": True}, "Ask the coordinator to assign somebody for the second judgement"),
    (
        {"second_asked": True, "asker": asker_of(Role.COORDINATOR)},
        "Assign somebody for the second judgement",
    ),
    ({"second_asked": True, "second_id": SECOND}, "Wait for the second judgement"),
    ({"second_asked": True, "second_id": SECOND, "second_done": True}, None),
    ({"second_asked": True, "second_set_aside": True}, None),
]


@pytest.mark.parametrize(("changes", "sentence"), SECONDS)
def test_a_sampled_journey_waits_for_its_second_judgement(
    changes: dict[str, Any], sentence: str | None
) -> None:
    assert d.second_judgement_in(deciding(**changes)) == sentence


@pytest.mark.parametrize(
    "changes",
    [{"second_id": ASSESSOR}, {"second_id": ADVISER}, {"ties": {SECOND: TIE}}],
)
@pytest.mark.parametrize("done", [True, False])
def test_a_second_who_is_not_free_does_not_count(changes: dict[str, Any], done: bool) -> None:
    facts = deciding(**{"second_asked": True, "second_id": SECOND, "second_done": done} | changes)

    assert d.second_judgement_in(facts) == (
        "Ask the coordinator to assign somebody else for the second judgement: "
        "this one is not free to give it"
    )


ASIDE = [
    ({}, None),
    (
        {"second_asked": False},
        "Go on without setting anything aside: no second judgement is waited for",
    ),
    (
        {"second_id": SECOND, "second_done": True},
        "Go on without setting anything aside: no second judgement is waited for",
    ),
    ({"second_id": SECOND, "second_done": True, "ties": {SECOND: TIE}}, None),
    (
        {"second_wait_over": False},
        "Wait: ten working days to find somebody for the second judgement are not over",
    ),
    ({"ties": {ONE: TIE}}, "Ask a panel member who has no tie to set the second judgement aside"),
    (
        {"asker": asker_of(Role.COORDINATOR)},
        "Ask a panel member who has no tie to set the second judgement aside",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), ASIDE)
def test_a_second_judgement_is_set_aside_by_a_free_panel_member_after_ten_days(
    changes: dict[str, Any], sentence: str | None
) -> None:
    facts = deciding(**{"second_asked": True, "second_wait_over": True} | changes)

    assert d.second_can_be_set_aside(facts) == sentence


# --- who releases, and on what ---


def test_a_report_by_somebody_with_a_tie_is_not_decided_on() -> None:
    assert d.report_stands(deciding()) is None
    assert d.report_stands(deciding(ties={ASSESSOR: TIE})) == (
        "Have the report revised by another assessor: this one is not free to assess here"
    )


def test_an_assessor_with_a_tie_does_not_take_the_report_back() -> None:
    me, desk = Asker(Role.ASSESSOR, ASSESSOR), Asker(Role.COORDINATOR, OTHER)
    assert d.asker_may_revise(deciding(asker=me)) is None
    assert d.asker_may_revise(deciding(asker=desk, ties={ASSESSOR: TIE})) is None
    assert d.asker_may_revise(deciding(asker=me, ties={ASSESSOR: TIE})) == (
        "Leave the report to the coordinator: you have a tie to this setting"
    )


def test_a_panel_member_without_a_tie_releases() -> None:
    assert d.releaser_is_free(deciding()) is None
    assert d.releaser_is_free(deciding(panel=frozenset({TWO}))) == (
        "Ask a panel member to release the decision"
    )
    assert d.releaser_is_free(deciding(ties={ONE: TIE})) == (
        "Ask another panel member: you have a tie to this setting"
    )


def test_nothing_is_released_while_the_award_held_is_suspended() -> None:
    assert d.old_award_not_suspended(deciding()) is None
    assert d.old_award_not_suspended(deciding(old_award_suspended=True)) == (
        "Settle the suspension of the award that the setting holds first"
    )


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (None, None),
        (TODAY + timedelta(1), None),
        (TODAY, "Award, or turn down: all the time for deferring this journey is used"),
    ],
)
def test_deferrals_stay_within_the_route_s_limit(limit: date | None, sentence: str | None) -> None:
    assert d.deferral_time_left(deciding(deferral_limit_on=limit)) == sentence


def test_a_deferral_that_came_too_late_is_no_outcome_to_release() -> None:
    too_late = deciding(votes=votes_for(D, ONE, TWO), deferral_limit_on=TODAY)

    assert d.any_outcome_carried(too_late) is None
    assert d.outcome_can_be_released(too_late) == d.deferral_time_left(too_late)
    assert d.outcome_can_be_released(deciding(deferral_limit_on=TODAY)) is None
    assert d.outcome_can_be_released(deciding(votes=())) == "Wait for 2 more votes for one outcome"


# --- votes ---


@pytest.mark.parametrize("needed", [1, 2, 3])
@pytest.mark.parametrize("counts", list(product(range(4), repeat=4)))
def test_an_outcome_is_carried_with_the_route_s_number_and_more_than_all_others(
    needed: int, counts: tuple[int, ...]
) -> None:
    votes = []
    for place, (outcome, count) in enumerate(zip(Outcome, counts, strict=True)):
        votes += votes_for(outcome, *range(100 * place, 100 * place + count))
    facts = deciding(
        Rules(votes=needed),
        votes=tuple(votes),
        panel=frozenset(one.user_id for one in votes),
    )

    expected = [
        outcome
        for outcome, count in zip(Outcome, counts, strict=True)
        if count >= needed and count > sum(counts) - count
    ]

    assert [one for one in Outcome if CARRIED_BY[one](facts) is None] == expected
    assert (d.any_outcome_carried(facts) is None) == bool(expected)


# Votes of the first, second and third panel member; the sentence for the award, for any outcome.
VOTES = [
    ((), "Wait for 2 more votes for one outcome", "Wait for 2 more votes for one outcome"),
    ((A,), "Wait for 1 more vote for one outcome", "Wait for 1 more vote for one outcome"),
    ((A, A), None, None),
    ((A, D), "Wait for 1 more vote for one outcome", SPLIT),
    ((A, D, T), "Wait for 2 more votes for one outcome", SPLIT),
    ((D, D), "The votes are for another outcome", None),
    ((A, A, T), None, None),
]


@pytest.mark.parametrize(("outcomes", "for_award", "for_any"), VOTES)
def test_the_votes_missing_are_counted(
    outcomes: tuple[Outcome, ...], for_award: str | None, for_any: str | None
) -> None:
    votes = [
        vote for one, who in zip(outcomes, PANEL, strict=False) for vote in votes_for(one, who)
    ]
    facts = deciding(votes=tuple(votes))

    assert d.award_carried(facts) == for_award
    assert d.any_outcome_carried(facts) == for_any


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"votes": votes_for(D, ONE, TWO)}, D),
        ({"votes": votes_for(D, ONE)}, None),
        ({"votes": votes_for(A, ONE, TWO), "own_setting": True}, None),
        ({"votes": (), "meeting": MeetingFacts(T, ONE, frozenset({ONE, TWO}))}, T),
    ],
)
def test_one_outcome_at_most_is_carried(changes: dict[str, Any], outcome: Outcome | None) -> None:
    assert d.carried_outcome(deciding(**changes)) is outcome


def test_a_tie_declared_after_the_vote_takes_the_vote_away() -> None:
    facts = deciding(votes=votes_for(A, ONE, TWO), ties={TWO: TIE})

    assert d.award_carried(facts) == "Wait for 1 more vote for one outcome"


def test_where_one_vote_decides_nothing_is_said_of_agreement() -> None:
    assert d.award_carried(deciding(Rules(votes=1), votes=())) == "Wait for 1 more vote"


def test_the_authority_s_own_setting_needs_a_vote_from_outside() -> None:
    inside = deciding(votes=votes_for(A, ONE, TWO), own_setting=True)
    outside = deciding(votes=votes_for(A, ONE, FROM_OUTSIDE), own_setting=True)

    assert d.award_carried(outside) is None
    assert d.award_carried(inside) == (
        "Ask for a vote from outside the authority: the setting is the authority’s own"
    )


# --- a meeting ---


def meeting(*present: int, outcome: Outcome = A, by: int = ONE) -> MeetingFacts:
    return MeetingFacts(outcome, by, frozenset(present))


MEETINGS = [
    (meeting(ONE, TWO), {}, None),
    (meeting(TWO, THREE), {}, None),
    (
        meeting(ONE, TWO, outcome=D),
        {},
        "Release what the meeting decided, or record another meeting",
    ),
    (
        meeting(ONE, TWO, by=ADVISER),
        {},
        "Have the meeting recorded by a panel member who has no tie",
    ),
    (
        meeting(TWO, THREE),
        {"ties": {ONE: TIE}},
        "Have the meeting recorded by a panel member who has no tie",
    ),
    (meeting(ONE), {}, "Record a meeting with enough panel members who have no tie"),
    (meeting(ONE, ADVISER), {}, "Record a meeting with enough panel members who have no tie"),
    (
        meeting(ONE, TWO),
        {"ties": {TWO: TIE}},
        "Record a meeting with enough panel members who have no tie",
    ),
    (
        meeting(ONE, TWO),
        {"own_setting": True},
        "Have somebody from outside the authority at the meeting: the setting is its own",
    ),
    (meeting(ONE, FROM_OUTSIDE), {"own_setting": True}, None),
]


@pytest.mark.parametrize(("held", "changes", "sentence"), MEETINGS)
def test_a_meeting_stands_in_for_the_votes(
    held: MeetingFacts, changes: dict[str, Any], sentence: str | None
) -> None:
    assert d.award_carried(deciding(meeting=held, votes=(), **changes)) == sentence


def test_a_meeting_replaces_open_votes() -> None:
    facts = deciding(meeting=meeting(ONE, TWO, outcome=T), votes=votes_for(A, *PANEL))

    assert d.award_carried(facts) is not None
    assert d.turning_down_carried(facts) is None
    assert d.any_outcome_carried(facts) is None


def test_a_judgement_and_a_report_are_asked_of_who_wrote_them_whoever_has_the_part_now() -> None:
    given = {"second_asked": True, "second_done": True, "second_judges": frozenset({SECOND})}

    for named in (None, ONE, SECOND):
        assert d.second_judgement_in(deciding(**given, second_id=named)) is None
        bound = deciding(**given, second_id=named, ties={SECOND: TIE})
        assert "somebody else" in str(d.second_judgement_in(bound))
    assert d.second_judgement_in(deciding(**given, second_id=ONE, ties={ONE: TIE})) is None
    assert d.report_stands(deciding(assessor_id=ONE, report_by=ASSESSOR)) is None
    assert d.report_stands(deciding(assessor_id=ONE, report_by=ASSESSOR, ties={ASSESSOR: TIE})) == (
        "Have the report revised: who wrote it is not free to assess here"
    )
