"""The award's own moves: every move, from every state, by every role."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from award.domain import award_guards as g
from award.domain.award_guards import AwardFacts, Guard, NewDecision
from award.domain.award_moves import (
    AWARD_MOVES,
    AwardState,
    PublicWords,
    award_moves_open_to,
    next_state,
    public_words,
)
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.validity import Standing

S, R = AwardState, Role
PROPOSED = {S.SUSPENSION_PROPOSED, S.REVOCATION_PROPOSED}
LIVE = {S.IN_FORCE, S.SUSPENDED, *PROPOSED}
ASKED_AT_LEAST = {"votes_needed": 2, "votes_for": 2, "votes_against": 0}

# Written out a second time on purpose: move -> the states it leads from and to, and by whom.
EXPECTED: dict[str, tuple[dict[AwardState, AwardState], set[Role]]] = {
    "propose_suspension": ({S.IN_FORCE: S.SUSPENSION_PROPOSED}, {R.COORDINATOR, R.PANEL}),
    "drop_suspension": ({S.SUSPENSION_PROPOSED: S.IN_FORCE}, {R.COORDINATOR, R.PANEL, R.CLOCK}),
    "suspend": ({S.SUSPENSION_PROPOSED: S.SUSPENDED}, {R.PANEL}),
    "reinstate": ({S.SUSPENDED: S.IN_FORCE}, {R.PANEL}),
    "propose_revocation": ({S.IN_FORCE: S.REVOCATION_PROPOSED}, {R.COORDINATOR, R.PANEL}),
    "drop_revocation": ({S.REVOCATION_PROPOSED: S.IN_FORCE}, {R.COORDINATOR, R.PANEL, R.CLOCK}),
    "revoke": ({S.REVOCATION_PROPOSED: S.REVOKED, S.SUSPENDED: S.REVOKED}, {R.PANEL}),
    "revoke_on_new_decision": (dict.fromkeys(LIVE, S.REVOKED), {R.PANEL}),
    "revoke_with_the_old": (dict.fromkeys(LIVE, S.REVOKED), {R.PANEL}),
    "reinstate_on_appeal": ({S.SUSPENDED: S.IN_FORCE, S.REVOKED: S.IN_FORCE}, {R.PANEL}),
    "supersede": ({S.IN_FORCE: S.SUPERSEDED}, {R.COORDINATOR, R.CLOCK}),
    "extend": ({S.IN_FORCE: S.IN_FORCE}, {R.COORDINATOR, R.PANEL}),
    "reissue": ({one: one for one in LIVE - {S.SUSPENDED}}, {R.COORDINATOR, R.PANEL}),
}

# What satisfies each guard, and what then breaks it.
GUARDS: dict[Guard, tuple[dict[str, Any], dict[str, Any]]] = {
    g.reason_given: ({"reason_given": True}, {"reason_given": False}),
    g.notice_given: ({"notice_given_on": date(2026, 9, 15)}, {"notice_given_on": None}),
    g.had_time_to_reply: ({"reply_received": True}, {"reply_received": False}),
    g.panel_is_large_enough: ({"untied_voters": 2}, {"untied_voters": 1}),
    g.votes_carry: (ASKED_AT_LEAST, {"votes_against": 2}),
    g.another_agrees: (
        {"proposer_votes_for": True},
        {"votes_needed": 1, "votes_for": 1},
    ),
    g.actor_without_tie: ({}, {"actor_has_tie": True}),
    g.actor_took_no_part: ({}, {"actor_took_part": True}),
    g.proposed_by_actor: ({"actor_proposed_it": True}, {"actor_proposed_it": False}),
    g.proposed_by_actor_or_voted_down: ({"votes_against": 1}, {"votes_against": 0}),
    g.long_without_a_vote: (
        {"working_days_without_a_vote": 20},
        {"working_days_without_a_vote": 19},
    ),
    g.appeal_upheld: ({"appeal_upheld": True}, {"appeal_upheld": False}),
    g.decided_again_for: ({"new_decision": NewDecision.AWARDED_AGAIN}, {"new_decision": None}),
    g.decided_again_against: ({"new_decision": NewDecision.WENT_AGAINST}, {"new_decision": None}),
    g.falls_with_the_old: ({"previous_revoked": True, "has_begun": False}, {"has_begun": True}),
    g.next_award_begun: ({"next_award_begun": True}, {"next_award_begun": False}),
    g.merged_into_another: ({"merged_into_another": True}, {"merged_into_another": False}),
    g.no_next_award: ({}, {"next_award_exists": True}),
    g.terms_within_limit: ({"terms_asked": 2}, {"terms_asked": 3}),
    g.days_last: ({}, {"days_over": True}),
    g.grace_lasts: ({}, {"grace_over": True}),
    g.may_still_last: ({}, {"grace_over": True}),
    g.not_extended_before: ({}, {"extensions_so_far": 1}),
}
UNKNOWN_TO_ALL = AwardFacts()


def facts_for(needs: tuple[Guard, ...]) -> AwardFacts:
    facts = AwardFacts()
    for guard in needs:
        facts = replace(facts, **GUARDS[guard][0])
    return facts


def needs_of(name: str, state: AwardState, role: Role) -> tuple[Guard, ...]:
    (row,) = (one for one in award_moves_open_to(role, state) if one.name == name)
    return row.needs


def permitted() -> Iterator[tuple[str, AwardState, Role]]:
    for name, (ways, roles) in EXPECTED.items():
        yield from ((name, state, role) for state, role in product(ways, roles))


def test_the_table_has_these_moves_and_no_others() -> None:
    assert {one.name for one in AWARD_MOVES} == set(EXPECTED)


def test_every_move_from_every_state_by_every_role_leads_where_it_should_or_is_refused() -> None:
    allowed = set(permitted())
    for name, state, role in product(EXPECTED, S, R):
        if (name, state, role) in allowed:
            facts = facts_for(needs_of(name, state, role))
            assert next_state(name, state, role, facts) == EXPECTED[name][0][state]
        else:
            with pytest.raises(NotAllowed):
                next_state(name, state, role, UNKNOWN_TO_ALL)


def test_the_moves_open_to_a_role_are_those_it_may_make() -> None:
    allowed = set(permitted())
    for state, role in product(S, R):
        names = [one.name for one in award_moves_open_to(role, state)]

        assert sorted(names) == sorted(name for name in EXPECTED if (name, state, role) in allowed)


@pytest.mark.parametrize(("name", "state", "role"), sorted(permitted()))
def test_each_thing_asked_first_alone_holds_a_move_back(
    name: str, state: AwardState, role: Role
) -> None:
    needs = needs_of(name, state, role)

    assert needs
    for guard in needs:
        facts = replace(facts_for(needs), **GUARDS[guard][1])
        with pytest.raises(NotReady) as refused:
            next_state(name, state, role, facts)
        assert refused.value.blockers == (guard(facts),)


def test_all_that_is_missing_is_said_at_once_in_the_order_of_the_table() -> None:
    with pytest.raises(NotReady) as refused:
        next_state("suspend", S.SUSPENSION_PROPOSED, R.PANEL, AwardFacts(votes_needed=2))

    assert refused.value.blockers == (
        "Tell the setting first what is proposed, and why",
        "Say why, in words that the setting can follow",
        "Invite 2 more panel members without a tie, from another authority if need be",
        "Wait for 2 more votes in favour",
    )


def test_a_refusal_tells_a_wrong_state_from_a_wrong_person() -> None:
    with pytest.raises(NotAllowed, match="the award has moved on"):
        next_state("suspend", S.IN_FORCE, R.PANEL, UNKNOWN_TO_ALL)
    with pytest.raises(NotAllowed, match="not yours to make"):
        next_state("suspend", S.SUSPENSION_PROPOSED, R.COORDINATOR, UNKNOWN_TO_ALL)
    with pytest.raises(NotAllowed, match="the award has moved on"):
        next_state("no_such_move", S.IN_FORCE, R.PANEL, UNKNOWN_TO_ALL)


def test_the_panel_extends_an_award_that_the_coordinator_extended_before() -> None:
    facts = AwardFacts(reason_given=True, terms_asked=1, extensions_so_far=1)

    assert next_state("extend", S.IN_FORCE, R.PANEL, facts) == S.IN_FORCE
    with pytest.raises(NotReady, match="Ask the panel"):
        next_state("extend", S.IN_FORCE, R.COORDINATOR, facts)


def test_the_one_panel_member_who_proposed_a_suspension_may_still_end_it() -> None:
    facts = AwardFacts(reason_given=True, untied_voters=1, votes_for=1, proposer_votes_for=True)

    assert next_state("reinstate", S.SUSPENDED, R.PANEL, facts) == S.IN_FORCE


def test_one_row_at_most_answers_for_a_name_a_state_and_a_role() -> None:
    answers = [
        (one.name, state, role) for one in AWARD_MOVES for state in one.from_ for role in one.by
    ]

    assert len(answers) == len(set(answers))


def test_every_state_is_reached_and_only_a_replaced_award_stays_as_it_is() -> None:
    reached = {S.IN_FORCE, *(one.to for one in AWARD_MOVES if one.to)}
    left = {state for one in AWARD_MOVES for state in one.from_ if one.to}

    assert reached == set(S)
    assert set(S) - left == {S.SUPERSEDED}


def test_no_one_of_the_setting_and_no_outsider_moves_an_award() -> None:
    movers = {role for one in AWARD_MOVES for role in one.by}

    assert movers == {R.COORDINATOR, R.PANEL, R.CLOCK}


def test_the_clock_never_takes_an_award_away() -> None:
    led_to = {one.to for one in AWARD_MOVES if R.CLOCK in one.by}

    assert led_to == {S.IN_FORCE, S.SUPERSEDED}


BY_DATES = {
    Standing.NOT_YET_BEGUN: "not yet announced",
    Standing.CURRENT: "valid",
    Standing.EXPIRING: "valid",
    Standing.IN_GRACE: "in its term of grace",
    Standing.EXPIRED: "expired",
}
BY_STATE = {
    S.SUSPENDED: "not currently confirmed",
    S.REVOKED: "revoked",
    S.SUPERSEDED: "replaced",
}


@pytest.mark.parametrize(("state", "standing"), [*product(S, Standing)])
def test_the_public_reads_the_state_or_else_the_dates(
    state: AwardState, standing: Standing
) -> None:
    assert public_words(state, standing) == BY_STATE.get(state, BY_DATES[standing])


@pytest.mark.parametrize(("state", "standing"), [*product(S, Standing)])
def test_nothing_is_told_of_an_award_before_its_day_of_announcement(
    state: AwardState, standing: Standing
) -> None:
    assert public_words(state, standing, announced=False) == PublicWords.NOT_ANNOUNCED
