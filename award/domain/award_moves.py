"""The award's own moves, in one table: how it is suspended, revoked, replaced and corrected.

Expiring and expired are no moves: they follow from the award's dates (`award.domain.validity`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain import award_guards as g
from award.domain.award_guards import AwardFacts, Guard
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.validity import Standing


class AwardState(StrEnum):
    """Where an award stands, apart from its dates. The values are what the database holds."""

    IN_FORCE = "in_force"
    SUSPENSION_PROPOSED = "suspension_proposed"
    REVOCATION_PROPOSED = "revocation_proposed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class PublicWords(StrEnum):
    """What the register and the check page say of an award."""

    VALID = "valid"
    IN_GRACE = "in its term of grace"
    EXPIRED = "expired"
    NOT_CONFIRMED = "not currently confirmed"
    REVOKED = "revoked"
    REPLACED = "replaced"
    NOT_ANNOUNCED = "not yet announced"


@dataclass(frozen=True)
class AwardMove:
    """One permitted step of an award: its name, its way, who makes it, what is asked first.

    Where `to` is None the award stays in its state.
    """

    name: str
    from_: tuple[AwardState, ...]
    to: AwardState | None
    by: frozenset[Role]
    label: str
    past: str
    needs: tuple[Guard, ...] = ()

    def blockers(self, facts: AwardFacts) -> tuple[str, ...]:
        """What is still missing, one sentence each, in the order of the table."""
        return tuple(sentence for guard in self.needs if (sentence := guard(facts)))

    def settled(self, facts: AwardFacts) -> tuple[str, ...]:
        """Why it is refused whatever is written, so that it is not offered; empty where it is."""
        asked = (guard for guard in self.needs if guard in g.SETTLED)
        return tuple(sentence for guard in asked if (sentence := guard(facts)))


def award_move(
    name: str,
    from_: AwardState | Iterable[AwardState],
    to: AwardState | None,
    *,
    by: Role | Iterable[Role],
    label: str,
    past: str,
    needs: tuple[Guard, ...] = (),
) -> AwardMove:
    """One row of the table, with single states and roles written without brackets."""
    states = (from_,) if isinstance(from_, AwardState) else tuple(from_)
    roles = frozenset({by}) if isinstance(by, Role) else frozenset(by)
    return AwardMove(name, states, to, roles, label, past, needs)


S, R = AwardState, Role
PROPOSED: Final = (S.SUSPENSION_PROPOSED, S.REVOCATION_PROPOSED)
STANDING: Final = (S.IN_FORCE, *PROPOSED)
LIVE: Final = (*STANDING, S.SUSPENDED)

# How an award stands after a step of a question about it, as its coordinators are told.
SETTLED_WORDS: Final = {
    "propose_suspension": "It is proposed to suspend it, and the setting is asked for its reply.",
    "propose_revocation": "It is proposed to revoke it, and the setting is asked for its reply.",
    "suspend": "It is suspended: whoever checks it reads “not currently confirmed”.",
    "drop_suspension": "It stays in force: what was proposed is dropped.",
    "drop_revocation": "It stays in force: what was proposed is dropped.",
    "reinstate": "It is in force again: the suspension has ended.",
    "revoke": "It is revoked, and holds no more.",
}

BY_PROPOSER: Final = (g.reason_given, g.proposed_by_actor)
BY_PANEL: Final = (g.reason_given, g.actor_without_tie, g.proposed_by_actor_or_voted_down)
VOTED: Final = (g.reason_given, g.actor_without_tie, g.panel_is_large_enough, g.votes_carry)
CONFIRMED: Final = (*VOTED, g.another_agrees)
NOTICED: Final = (g.notice_given, g.had_time_to_reply, *CONFIRMED)
EXTENDED: Final = (g.may_still_last, g.reason_given, g.terms_within_limit, g.no_next_award)
APPEALED: Final = (g.appeal_upheld, g.actor_without_tie, g.actor_took_no_part, g.no_next_award)

# Several rows may bear one name: what is asked first depends on who makes the move.
# fmt: off
AWARD_MOVES: Final = (
    award_move("propose_suspension", S.IN_FORCE, S.SUSPENSION_PROPOSED,
               by=(R.COORDINATOR, R.PANEL), needs=(g.days_last, g.reason_given),
               label="Propose to suspend", past="Suspension proposed"),
    award_move("drop_suspension", S.SUSPENSION_PROPOSED, S.IN_FORCE,
               by=R.COORDINATOR, needs=BY_PROPOSER,
               label="Drop the proposal", past="Proposed suspension dropped"),
    award_move("drop_suspension", S.SUSPENSION_PROPOSED, S.IN_FORCE,
               by=R.PANEL, needs=BY_PANEL,
               label="Drop the proposal", past="Proposed suspension dropped"),
    award_move("drop_suspension", S.SUSPENSION_PROPOSED, S.IN_FORCE,
               by=R.CLOCK, needs=(g.long_without_a_vote,),
               label="Drop the proposal", past="Proposed suspension dropped: no vote in time"),
    award_move("suspend", S.SUSPENSION_PROPOSED, S.SUSPENDED,
               by=R.PANEL, needs=NOTICED,
               label="Suspend the award", past="Suspended"),
    award_move("reinstate", S.SUSPENDED, S.IN_FORCE,
               by=R.PANEL, needs=VOTED,
               label="End the suspension", past="Suspension ended"),
    award_move("propose_revocation", S.IN_FORCE, S.REVOCATION_PROPOSED,
               by=(R.COORDINATOR, R.PANEL), needs=(g.grace_lasts, g.reason_given),
               label="Propose to revoke", past="Revocation proposed"),
    award_move("drop_revocation", S.REVOCATION_PROPOSED, S.IN_FORCE,
               by=R.COORDINATOR, needs=BY_PROPOSER,
               label="Drop the proposal", past="Proposed revocation dropped"),
    award_move("drop_revocation", S.REVOCATION_PROPOSED, S.IN_FORCE,
               by=R.PANEL, needs=BY_PANEL,
               label="Drop the proposal", past="Proposed revocation dropped"),
    award_move("drop_revocation", S.REVOCATION_PROPOSED, S.IN_FORCE,
               by=R.CLOCK, needs=(g.long_without_a_vote,),
               label="Drop the proposal", past="Proposed revocation dropped: no vote in time"),
    award_move("revoke", S.REVOCATION_PROPOSED, S.REVOKED,
               by=R.PANEL, needs=NOTICED,
               label="Revoke the award", past="Revoked"),
    award_move("revoke", S.SUSPENDED, S.REVOKED,
               by=R.PANEL, needs=CONFIRMED,
               label="Revoke the award", past="Revoked"),
    award_move("revoke_on_new_decision", LIVE, S.REVOKED,
               by=R.PANEL, needs=(g.actor_without_tie, g.decided_again_against),
               label="Revoke by the new decision", past="Revoked by the new decision"),
    award_move("revoke_with_the_old", LIVE, S.REVOKED,
               by=R.PANEL, needs=(g.falls_with_the_old,),
               label="Revoke before it begins", past="Revoked with the award before it"),
    award_move("reinstate_on_appeal", (S.SUSPENDED, S.REVOKED), S.IN_FORCE,
               by=R.PANEL, needs=APPEALED,
               label="Reinstate after the appeal", past="Reinstated after an appeal"),
    award_move("supersede", S.IN_FORCE, S.SUPERSEDED,
               by=R.CLOCK, needs=(g.next_award_begun,),
               label="Replace by the next award", past="Replaced by the next award"),
    award_move("supersede", S.IN_FORCE, S.SUPERSEDED,
               by=R.COORDINATOR, needs=(g.merged_into_another,),
               label="Replace after a merge", past="Replaced after a merge"),
    award_move("extend", S.IN_FORCE, None,
               by=R.COORDINATOR, needs=(*EXTENDED, g.not_extended_before),
               label="Extend the award", past="Extended"),
    award_move("extend", S.IN_FORCE, None,
               by=R.PANEL, needs=(*EXTENDED, g.actor_without_tie),
               label="Extend the award", past="Extended by the panel"),
    award_move("reissue", STANDING, None,
               by=R.COORDINATOR, needs=(g.reason_given,),
               label="Correct the certificate", past="Certificate reissued"),
    award_move("reissue", STANDING, None,
               by=R.PANEL, needs=(g.actor_without_tie, g.decided_again_for),
               label="Make the certificate anew", past="Certificate reissued by the new decision"),
)
# fmt: on


def award_moves_open_to(role: Role, state: AwardState) -> tuple[AwardMove, ...]:
    """The moves that this role could make from this state, whatever is still missing."""
    return tuple(one for one in AWARD_MOVES if state in one.from_ and role in one.by)


def next_state(name: str, state: AwardState, role: Role, facts: AwardFacts) -> AwardState:
    """Where this move leads.

    Raises NotAllowed for the wrong person or state, NotReady with the blockers otherwise.
    """
    rows = [one for one in AWARD_MOVES if one.name == name and state in one.from_]
    if not rows:
        raise NotAllowed("That step is not possible here any more: the award has moved on.")
    mine = next((one for one in rows if role in one.by), None)
    if mine is None:
        raise NotAllowed("This step is not yours to make.")
    if blockers := mine.blockers(facts):
        raise NotReady(*blockers)
    return mine.to or state


PUBLIC_WORDS_OF_STATE: Final = {
    S.SUSPENDED: PublicWords.NOT_CONFIRMED,
    S.REVOKED: PublicWords.REVOKED,
    S.SUPERSEDED: PublicWords.REPLACED,
}
PUBLIC_WORDS_OF_STANDING: Final = {
    Standing.NOT_YET_BEGUN: PublicWords.NOT_ANNOUNCED,
    Standing.CURRENT: PublicWords.VALID,
    Standing.EXPIRING: PublicWords.VALID,
    Standing.IN_GRACE: PublicWords.IN_GRACE,
    Standing.EXPIRED: PublicWords.EXPIRED,
}


def public_words(state: AwardState, standing: Standing, *, announced: bool = True) -> PublicWords:
    """What everybody may read of an award: a proposal never shows, nor what is not announced."""
    if not announced:
        return PublicWords.NOT_ANNOUNCED
    return PUBLIC_WORDS_OF_STATE.get(state, PUBLIC_WORDS_OF_STANDING[standing])
