"""Each condition of an award's moves: when it lets through, and the sentence it says otherwise."""

from datetime import date
from typing import Any

import pytest

from award.domain import award_guards as g
from award.domain.award_guards import AwardFacts, Guard, NewDecision

NOTICE = {"notice_given_on": date(2026, 9, 15)}

ROWS: list[tuple[Guard, dict[str, Any], str | None]] = [
    (g.reason_given, {"reason_given": True}, None),
    (g.reason_given, {}, "Say why, in words that the setting can follow"),
    (g.notice_given, NOTICE, None),
    (g.notice_given, {}, "Tell the setting first what is proposed, and why"),
    (g.had_time_to_reply, {}, None),
    (g.had_time_to_reply, {**NOTICE, "reply_received": True}, None),
    (g.had_time_to_reply, {**NOTICE, "working_days_since_notice": 10}, None),
    (
        g.had_time_to_reply,
        {**NOTICE, "working_days_since_notice": 9},
        "Wait for the setting’s reply, or 1 more working day",
    ),
    (g.had_time_to_reply, NOTICE, "Wait for the setting’s reply, or 10 more working days"),
    (g.panel_is_large_enough, {"votes_needed": 2, "untied_voters": 2}, None),
    (
        g.panel_is_large_enough,
        {"votes_needed": 2, "untied_voters": 1},
        "Invite 1 more panel member without a tie, from another authority if need be",
    ),
    (
        g.panel_is_large_enough,
        {"votes_needed": 2},
        "Invite 2 more panel members without a tie, from another authority if need be",
    ),
    (g.votes_carry, {"votes_needed": 2, "votes_for": 2, "votes_against": 1}, None),
    (g.votes_carry, {"votes_needed": 2}, "Wait for 2 more votes in favour"),
    (g.votes_carry, {"votes_needed": 2, "votes_for": 1}, "Wait for 1 more vote in favour"),
    (g.votes_carry, {"votes_needed": 0}, "Wait for 1 more vote in favour"),
    (
        g.votes_carry,
        {"votes_needed": 2, "votes_for": 2, "votes_against": 2},
        "Talk it over: more must vote in favour than against",
    ),
    (g.another_agrees, {"votes_for": 1}, None),
    (g.another_agrees, {"votes_for": 2, "proposer_votes_for": True}, None),
    (
        g.another_agrees,
        {"votes_for": 1, "proposer_votes_for": True},
        "Ask another panel member to vote: nobody confirms alone what they proposed",
    ),
    (g.actor_without_tie, {}, None),
    (
        g.actor_without_tie,
        {"actor_has_tie": True},
        "Ask a panel member without a tie to this setting to do this",
    ),
    (g.actor_took_no_part, {}, None),
    (
        g.actor_took_no_part,
        {"actor_took_part": True},
        "Ask a panel member who took no part in the first decision to do this",
    ),
    (g.proposed_by_actor, {"actor_proposed_it": True}, None),
    (
        g.proposed_by_actor,
        {},
        "Ask the person who proposed it to take it back, or the panel to vote on it",
    ),
    (g.proposed_by_actor_or_voted_down, {"actor_proposed_it": True}, None),
    (g.proposed_by_actor_or_voted_down, {"votes_needed": 2, "votes_against": 2}, None),
    (
        g.proposed_by_actor_or_voted_down,
        {"votes_needed": 2, "votes_against": 1},
        "Wait until enough have voted against it, or ask who proposed it to take it back",
    ),
    (
        g.proposed_by_actor_or_voted_down,
        {"votes_against": 1, "votes_for": 1},
        "Wait until enough have voted against it, or ask who proposed it to take it back",
    ),
    (g.long_without_a_vote, {"working_days_without_a_vote": 20}, None),
    (
        g.long_without_a_vote,
        {"working_days_without_a_vote": 19},
        "Wait 1 more working day for a vote",
    ),
    (g.long_without_a_vote, {}, "Wait 20 more working days for a vote"),
    (
        g.long_without_a_vote,
        {"working_days_without_a_vote": 20, "votes_for": 1},
        "Release what the panel has agreed",
    ),
    (g.appeal_upheld, {"appeal_upheld": True}, None),
    (g.appeal_upheld, {}, "Hear the appeal and uphold it first"),
    (g.decided_again_for, {"new_decision": NewDecision.AWARDED_AGAIN}, None),
    (
        g.decided_again_for,
        {"new_decision": NewDecision.WENT_AGAINST},
        "Award it again first: only then is the certificate made anew",
    ),
    (g.decided_again_against, {"new_decision": NewDecision.WENT_AGAINST}, None),
    (
        g.decided_again_against,
        {},
        "Release the new decision first: until then this award stands",
    ),
    (g.falls_with_the_old, {"previous_revoked": True, "has_begun": False}, None),
    (
        g.falls_with_the_old,
        {"has_begun": False},
        "Revoke the award before this one first",
    ),
    (
        g.falls_with_the_old,
        {"previous_revoked": True},
        "Propose to revoke this award: it has already begun",
    ),
    (g.next_award_begun, {"next_award_begun": True}, None),
    (g.next_award_begun, {"next_award_exists": True}, "Wait until the next award begins"),
    (g.merged_into_another, {"merged_into_another": True}, None),
    (g.merged_into_another, {}, "Say which award takes its place after the merge"),
    (g.no_next_award, {}, None),
    (
        g.no_next_award,
        {"next_award_exists": True},
        "Look at the next award instead: it takes the place of this one",
    ),
    (g.terms_within_limit, {"terms_asked": 1}, None),
    (g.terms_within_limit, {"terms_asked": 2}, None),
    (g.terms_within_limit, {"terms_asked": 0}, "Choose one or two terms"),
    (g.terms_within_limit, {"terms_asked": 3}, "Choose one or two terms"),
    (g.not_extended_before, {}, None),
    (
        g.not_extended_before,
        {"extensions_so_far": 1},
        "Ask the panel: an award that was extended once is extended again only by them",
    ),
]


@pytest.mark.parametrize(("guard", "known", "sentence"), ROWS)
def test_a_guard_lets_through_or_says_what_to_do(
    guard: Guard, known: dict[str, Any], sentence: str | None
) -> None:
    assert guard(AwardFacts(**known)) == sentence
