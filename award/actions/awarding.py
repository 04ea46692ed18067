"""The award's own moves: suspension, revocation, extension, correction, replacement."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from award.actions.certifying import ask_for_certificate, write_award_history
from award.actions.following_up import call_off_visits_of, count_asked_conditions
from award.actions.revoking import find_fallen_with, let_fall_with, set_votes_aside
from award.actions.telling import recipients, tell
from award.actions.telling_awards import free_panel_led_to_award, led_to_award, others
from award.domain.award_guards import WORKING_DAYS_TO_REPLY, AwardFacts
from award.domain.award_moves import SETTLED_WORDS, AwardMove, AwardState, next_state
from award.domain.condition_ends import open_words
from award.domain.letters import Addressee
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.domain.spoken import long_day
from award.domain.ties import binds_voter
from award.domain.validity import Standing, renewal_opens_on
from award.domain.validity import extend as extended
from award.storage.accounts import Membership
from award.storage.awards import Award, AwardVote, find_next_award, is_renewal_open
from award.storage.days import appeal_until, council_calendar, day_of, terms_of
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Appeal, AppealState
from award.storage.journeys import Journey
from award.storage.tied import ties_on

PROPOSES: Final = ("propose_suspension", "propose_revocation")
PROPOSED: Final = (AwardState.SUSPENSION_PROPOSED, AwardState.REVOCATION_PROPOSED)


def make_award_move(
    award: Award, name: str, *, words: str = "", terms: int = 0, by: Actor, at: datetime
) -> Award:
    """Make one of the award's own moves: ask its table, change the row, write it down, tell.

    ``terms`` is for an extension. Raises NotAllowed and NotReady as the table says; then nothing
    has changed. The transaction holds the award.
    """
    must_be_held(award)
    facts = award_facts(award, name, words=words, terms=terms, by=by, at=at)
    came_from, asked = award.state, count_asked_conditions(award, at=at)
    award.state = next_state(name, award.state, by.role, facts)
    award.version += 1
    if name in PROPOSES:
        award.proposed_by_id, award.proposed_at = by.user_id, at
        award.proposed_reason = words.strip()
        award.reply, award.replied_at = "", None
    elif award.state not in PROPOSED:
        set_votes_aside(award, at=at)
    if name == "extend":
        _extend(award, terms)
    if name == "reissue":
        award.name = award.setting.name_on_certificate
    line = write_award_history(
        award, name, by=by, at=at, words=words.strip(), went=(came_from, award.state)
    )
    if name in ("extend", "reissue"):
        ask_for_certificate(award, at=at)
    session_of(award).flush()
    _tell(award, name, key=f"award:{line.id}", words=words, asked=asked, by=by, at=at)
    call_off_visits_of(award, by=by, at=at)
    if award.state is AwardState.REVOKED:
        let_fall_with(award, words=words, by=by, at=at)
    return award


def _extend(award: Award, terms: int) -> None:
    known = terms_of(session_of(award), award.authority_id, award.setting)
    validity = extended(award.validity, known, terms)
    award.valid_until, award.grace_until = validity.valid_until, validity.grace_until
    award.renewal_opens_on = renewal_opens_on(validity, known)
    award.terms_extended += terms
    award.times_extended += 1


def award_facts(
    award: Award, name: str, *, words: str = "", terms: int = 0, by: Actor, at: datetime
) -> AwardFacts:
    """What the award's guards need to know, for who asks."""
    session, today = session_of(award), day_of(at)
    council = council_calendar(session, award.authority_id)
    votes = session.scalars(
        select(AwardVote).where(AwardVote.award_id == award.id, AwardVote.set_aside_at.is_(None))
    ).all()
    free, by_no = _free_panel(award), _is_carried_by_no(name, award)
    counted = [one for one in votes if one.user_id in free]
    in_favour = sum(one.in_favour for one in counted)
    carrying = len(counted) - in_favour if by_no else in_favour
    proposed_on = day_of(award.proposed_at) if award.proposed_at else today
    since = max([proposed_on, *(day_of(one.at) for one in votes)])
    following = find_next_award(session, award)
    return AwardFacts(
        reason_given=bool(words.strip()),
        notice_given_on=proposed_on if award.proposed_at else None,
        reply_received=award.replied_at is not None,
        working_days_since_notice=council.days_between(proposed_on, today),
        working_days_without_a_vote=council.days_between(since, today),
        votes_needed=_votes_needed(award),
        votes_for=carrying,
        votes_against=len(counted) - carrying,
        untied_voters=len(free),
        proposer_votes_for=any(
            one.user_id == award.proposed_by_id and one.in_favour is not by_no for one in counted
        ),
        actor_proposed_it=by.user_id is not None and by.user_id == award.proposed_by_id,
        actor_has_tie=by.role is Role.PANEL and by.user_id not in free,
        appeal_upheld=_appeal_upheld(award),
        has_begun=award.valid_from <= today,
        next_award_exists=following is not None,
        next_award_begun=following is not None and following.valid_from <= today,
        extensions_so_far=award.times_extended,
        terms_asked=terms,
        days_over=is_over(award, today),
        grace_over=award.grace_until < today,
    )


def is_over(award: Award, today: date) -> bool:
    """Whether an award holds no more: its days are over, and no term of grace holds."""
    if today <= award.valid_until:
        return False
    going = is_renewal_open(session_of(award), award)
    return award.validity.standing(today, renewal_open=going) is Standing.EXPIRED


def still_possible(award: Award, rows: Iterable[AwardMove], *, at: datetime) -> list[AwardMove]:
    """Those of these moves that are not refused whatever is written, so that they are offered."""
    return [one for one in rows if not settled_against(award, one, at=at)]


def settled_against(award: Award, row: AwardMove, *, at: datetime) -> tuple[str, ...]:
    """Why this move is refused whatever is written; empty where it can be made."""
    today = day_of(at)
    known = AwardFacts(
        days_over=is_over(award, today),
        grace_over=award.grace_until < today,
        extensions_so_far=award.times_extended,
        next_award_exists=find_next_award(session_of(award), award) is not None,
    )
    return row.settled(known)


def _is_carried_by_no(name: str, award: Award) -> bool:
    """Whether a no is a vote for this move: not to end a suspension is to revoke the award."""
    return name == "revoke" and award.state is AwardState.SUSPENDED


def _votes_needed(award: Award) -> int:
    journey = _journey(award)
    return journey.route.rules.votes if journey else 1


def _journey(award: Award) -> Journey | None:
    return session_of(award).get(Journey, award.journey_id) if award.journey_id else None


def _free_panel(award: Award) -> frozenset[int]:
    session, journey = session_of(award), _journey(award)
    members = session.scalars(
        select(Membership.user_id).where(
            Membership.role == Role.PANEL,
            Membership.authority_id == award.authority_id,
            Membership.ended_at.is_(None),
        )
    )
    if journey is None:
        return frozenset(members)
    ties, rules = ties_on(session, journey), journey.route.rules
    return frozenset(one for one in members if not binds_voter(ties.get(one, frozenset()), rules))


def _appeal_upheld(award: Award) -> bool:
    """Whether an appeal against its suspension or revocation was upheld, and nothing followed."""
    upheld = select(Appeal.id).where(
        Appeal.award_id == award.id,
        Appeal.against.in_(("suspension", "revocation")),
        Appeal.state == AppealState.UPHELD,
        Appeal.used_at.is_(None),
    )
    return session_of(award).scalar(upheld.limit(1)) is not None


def must_be_voted_on(award: Award, *, by: Actor) -> None:
    """Refuse a vote where nothing is proposed, or by whoever has a tie. Raises NotAllowed."""
    if award.state not in (*PROPOSED, AwardState.SUSPENDED):
        raise NotAllowed("Nothing is proposed for this award.")
    if by.role is not Role.PANEL or by.user_id is None or by.user_id not in _free_panel(award):
        raise NotAllowed("Only panel members without a tie vote.")


def vote_on_award(
    award: Award, *, in_favour: bool, reason: str, by: Actor, at: datetime
) -> AwardVote:
    """A panel member without a tie votes on what is proposed, or on ending a suspension.

    On a suspended award a vote in favour ends the suspension, one against it revokes the award.
    """
    must_be_held(award)
    must_be_voted_on(award, by=by)
    if not reason.strip():
        raise NotReady("Say why, in a sentence or two")
    session = session_of(award)
    live = session.scalar(
        select(AwardVote).where(
            AwardVote.award_id == award.id,
            AwardVote.user_id == by.user_id,
            AwardVote.set_aside_at.is_(None),
        )
    )
    if live is None:
        live = AwardVote(
            authority_id=award.authority_id, award_id=award.id, user_id=by.user_id, at=at
        )
        session.add(live)
    live.in_favour, live.reason, live.at = in_favour, reason.strip(), at
    write_award_history(award, "vote", by=by, at=at)
    session.flush()
    return live


def must_be_proposed_against(award: Award) -> None:
    """Refuse a reply where there is nothing to reply to. Raises NotAllowed."""
    if award.state not in PROPOSED:
        raise NotAllowed("Nothing is proposed against this award now.")


def reply_to_suspension(award: Award, *, words: str, by: Actor, at: datetime) -> None:
    """The setting answers what is proposed against its award."""
    must_be_held(award)
    must_be_proposed_against(award)
    if not words.strip():
        raise NotReady("Write your reply")
    award.reply, award.replied_at = words.strip(), at
    award.version += 1
    line = write_award_history(award, "reply_to_suspension", by=by, at=at, words=words.strip())
    session_of(award).flush()
    _tell(award, "reply_to_suspension", key=f"award:{line.id}", words=words, by=by, at=at)


def reinstate_after_appeal(journey: Journey, *, by: Actor, at: datetime) -> None:
    """An upheld appeal against a suspension or a revocation puts the award in force again.

    The next award, which fell with it, holds from its own day again.
    """
    award = session_of(journey).scalar(
        select(Award).where(Award.journey_id == journey.id).with_for_update()
    )
    if award is None or award.state not in (AwardState.SUSPENDED, AwardState.REVOKED):
        return
    for one in (award, find_fallen_with(award)):
        if one is not None:
            _reinstate(one, by=by, at=at)


def _reinstate(award: Award, *, by: Actor, at: datetime) -> None:
    came_from, award.state = award.state, AwardState.IN_FORCE
    award.version += 1
    set_votes_aside(award, at=at)
    step, went = "reinstate_on_appeal", (came_from, AwardState.IN_FORCE)
    line = write_award_history(award, step, by=by, at=at, went=went)
    session_of(award).flush()
    _tell(award, step, key=f"award:{line.id}", words="", by=by, at=at)


def _tell(
    award: Award, step: str, *, key: str, words: str, asked: int = 0, by: Actor, at: datetime
) -> None:
    """Write the letters of a step; ``asked`` counts the conditions that were asked until it."""
    journey = _journey(award)
    if journey is None:
        return
    council = council_calendar(session_of(award), award.authority_id)
    fields = {
        "reason": words.strip(),
        "valid_until": long_day(award.valid_until),
        "reply_by": long_day(council.add_days(day_of(at), WORKING_DAYS_TO_REPLY)),
        "appeal_until": long_day(appeal_until(journey.setting, at)),
        "open_conditions": open_words(asked),
        "standing": SETTLED_WORDS.get(step, ""),
    }
    meant = others(journey, recipients(journey, Addressee.COORDINATOR, at=at), than=by)
    people = {
        Addressee.COORDINATOR: led_to_award(journey, f"award:{award.id}", meant),
        Addressee.PANEL: free_panel_led_to_award(journey, award.id, _free_panel(award), at=at),
    }
    tell(journey, step, at=at, key=key, fields=fields, people=people)
