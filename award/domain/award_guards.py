"""The named conditions of an award's moves. Each takes AwardFacts and returns None or a sentence.

The sentence is said to the person who wants to move on, so it says what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from award.domain.validity import MOST_TERMS_EXTENDED

WORKING_DAYS_TO_REPLY: Final = 10
WORKING_DAYS_WITHOUT_A_VOTE: Final = 20


class NewDecision(StrEnum):
    """What the panel decided anew about an award whose journey an appeal reopened."""

    AWARDED_AGAIN = "awarded_again"
    WENT_AGAINST = "went_against"


@dataclass(frozen=True)
class AwardFacts:
    """What the guards need to know of one award, and of the person who makes the move.

    Votes are those of panel members without a tie, for and against what the move would do.
    `working_days_without_a_vote` counts from the proposal or the last vote, the later of the two.
    A next award that was revoked does not count as one. `days_over` says that it holds no more,
    neither by its days nor in its term of grace; `grace_over` that it cannot any more.
    """

    reason_given: bool = False
    notice_given_on: date | None = None
    reply_received: bool = False
    working_days_since_notice: int = 0
    working_days_without_a_vote: int = 0
    votes_needed: int = 1
    votes_for: int = 0
    votes_against: int = 0
    untied_voters: int = 0
    proposer_votes_for: bool = False
    actor_proposed_it: bool = False
    actor_has_tie: bool = False
    actor_took_part: bool = False
    appeal_upheld: bool = False
    new_decision: NewDecision | None = None
    has_begun: bool = True
    previous_revoked: bool = False
    next_award_exists: bool = False
    next_award_begun: bool = False
    merged_into_another: bool = False
    extensions_so_far: int = 0
    terms_asked: int = 0
    days_over: bool = False
    grace_over: bool = False

    @property
    def asked_votes(self) -> int:
        """How many votes are asked: a panel's decision needs one at least."""
        return max(self.votes_needed, 1)


Guard = Callable[[AwardFacts], str | None]


def reason_given(facts: AwardFacts) -> str | None:
    return None if facts.reason_given else "Say why, in words that the setting can follow"


def notice_given(facts: AwardFacts) -> str | None:
    return None if facts.notice_given_on else "Tell the setting first what is proposed, and why"


def had_time_to_reply(facts: AwardFacts) -> str | None:
    left = WORKING_DAYS_TO_REPLY - facts.working_days_since_notice
    if facts.notice_given_on is None or facts.reply_received or left <= 0:
        return None
    return f"Wait for the setting’s reply, or {_count(left, 'more working day')}"


def panel_is_large_enough(facts: AwardFacts) -> str | None:
    short = facts.asked_votes - facts.untied_voters
    if short <= 0:
        return None
    people = _count(short, "more panel member")
    return f"Invite {people} without a tie, from another authority if need be"


def votes_carry(facts: AwardFacts) -> str | None:
    short = facts.asked_votes - facts.votes_for
    if short > 0:
        return f"Wait for {_count(short, 'more vote')} in favour"
    if facts.votes_for <= facts.votes_against:
        return "Talk it over: more must vote in favour than against"
    return None


def another_agrees(facts: AwardFacts) -> str | None:
    """Nobody decides alone on what they put in."""
    if not facts.proposer_votes_for or facts.votes_for > 1:
        return None
    return "Ask another panel member to vote: nobody confirms alone what they proposed"


def actor_without_tie(facts: AwardFacts) -> str | None:
    if facts.actor_has_tie:
        return "Ask a panel member without a tie to this setting to do this"
    return None


def actor_took_no_part(facts: AwardFacts) -> str | None:
    if facts.actor_took_part:
        return "Ask a panel member who took no part in the first decision to do this"
    return None


def proposed_by_actor(facts: AwardFacts) -> str | None:
    if facts.actor_proposed_it:
        return None
    return "Ask the person who proposed it to take it back, or the panel to vote on it"


def proposed_by_actor_or_voted_down(facts: AwardFacts) -> str | None:
    against = facts.votes_against
    if facts.actor_proposed_it or (against >= facts.asked_votes and against > facts.votes_for):
        return None
    return "Wait until enough have voted against it, or ask who proposed it to take it back"


def long_without_a_vote(facts: AwardFacts) -> str | None:
    if votes_carry(facts) is None:
        return "Release what the panel has agreed"
    left = WORKING_DAYS_WITHOUT_A_VOTE - facts.working_days_without_a_vote
    return f"Wait {_count(left, 'more working day')} for a vote" if left > 0 else None


def appeal_upheld(facts: AwardFacts) -> str | None:
    return None if facts.appeal_upheld else "Hear the appeal and uphold it first"


def decided_again_for(facts: AwardFacts) -> str | None:
    if facts.new_decision is NewDecision.AWARDED_AGAIN:
        return None
    return "Award it again first: only then is the certificate made anew"


def decided_again_against(facts: AwardFacts) -> str | None:
    if facts.new_decision is NewDecision.WENT_AGAINST:
        return None
    return "Release the new decision first: until then this award stands"


def falls_with_the_old(facts: AwardFacts) -> str | None:
    if not facts.previous_revoked:
        return "Revoke the award before this one first"
    return "Propose to revoke this award: it has already begun" if facts.has_begun else None


def next_award_begun(facts: AwardFacts) -> str | None:
    return None if facts.next_award_begun else "Wait until the next award begins"


def merged_into_another(facts: AwardFacts) -> str | None:
    if facts.merged_into_another:
        return None
    return "Say which award takes its place after the merge"


def no_next_award(facts: AwardFacts) -> str | None:
    if facts.next_award_exists:
        return "Look at the next award instead: it takes the place of this one"
    return None


def terms_within_limit(facts: AwardFacts) -> str | None:
    if 1 <= facts.terms_asked <= MOST_TERMS_EXTENDED:
        return None
    return "Choose one or two terms"


def not_extended_before(facts: AwardFacts) -> str | None:
    if facts.extensions_so_far:
        return "Ask the panel: an award that was extended once is extended again only by them"
    return None


def days_last(facts: AwardFacts) -> str | None:
    """What holds no more cannot be held up."""
    if facts.days_over:
        return "Leave it as it is: its days are over, so there is nothing to suspend"
    return None


def grace_lasts(facts: AwardFacts) -> str | None:
    """Until its term of grace is over, a renewal could let it hold once more."""
    if facts.grace_over:
        return "Leave it as it is: its days are over, so there is nothing to revoke"
    return None


def may_still_last(facts: AwardFacts) -> str | None:
    """Once its term of grace is over, another day would be no extension but an award anew."""
    if facts.grace_over:
        return "Leave it as it is: its days are over, and the setting begins a new journey"
    return None


SETTLED: Final[tuple[Guard, ...]] = (
    days_last,
    grace_lasts,
    may_still_last,
    no_next_award,
    not_extended_before,
)
"""What refuses a move whatever is written, so that it is not offered."""


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
