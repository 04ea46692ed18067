"""What the calendar does by itself: it ends pauses, agrees records and replaces awards."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.actions.histories import write_history
from award.actions.moves import make_move, refresh
from award.actions.releasing import supersede, write_award_history
from award.actions.telling import Recipient, tell
from award.domain.award_guards import AwardFacts
from award.domain.award_moves import PROPOSED, AwardState, next_state
from award.domain.letters import Addressee
from award.domain.people import Role, the_clock
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.accounts import User
from award.storage.awards import Award, AwardVote
from award.storage.days import calendar_of, council_calendar, day_of
from award.storage.db import must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.visits import Visit

SIGNED_AFTER_DAYS: Final = 10
SIGNED_HOW: Final = "agreed by ten days passing"
AWARD_MOVE_OF: Final = {
    AwardState.SUSPENSION_PROPOSED: "drop_suspension",
    AwardState.REVOCATION_PROPOSED: "drop_revocation",
}


def end_pause(journey: Journey, *, at: datetime) -> bool:
    """End a pause whose day has come; the days it lasted do not count for the setting."""
    must_be_held(journey)
    if journey.paused_until is None or day_of(at) < journey.paused_until:
        return False
    began_on = day_of(journey.paused_at) if journey.paused_at else journey.paused_until
    journey.days_paused_here += (journey.paused_until - began_on).days
    journey.paused_at = journey.paused_until = None
    clock = the_clock(journey.authority_id)
    line = write_history(journey, "resume", by=clock, at=at, words="The pause has ended")
    refresh(journey, at=at)
    tell(journey, "resume", at=at, key=f"history:{line.id}")
    return True


def sign_visit(journey: Journey, visit: Visit, *, at: datetime, answered: bool, path: str) -> bool:
    """Take a shared record as agreed when ten of the setting's days have passed without a word.

    A record that the setting answered waits for the visitor; a paused journey waits as well.
    """
    must_be_held(journey)
    if visit.state is not VisitState.SHARED or visit.shared_at is None or answered:
        return False
    today = day_of(at)
    if journey.paused_until is not None and today < journey.paused_until:
        return False
    last = calendar_of(journey.setting).add_days(day_of(visit.shared_at), SIGNED_AFTER_DAYS)
    if today <= last + timedelta(days=journey.days_paused_here):
        return False
    visit.state, visit.signed_at, visit.signed_how = VisitState.SIGNED, at, SIGNED_HOW
    visit.version += 1
    clock = the_clock(journey.authority_id)
    line = write_history(
        journey,
        "agree_visit_record",
        by=clock,
        at=at,
        words="Agreed by ten days passing",
        kept={"visit_id": visit.id},
    )
    refresh(journey, at=at)
    visitor = session_of(journey).get_one(User, visit.visitor_id)
    tell(
        journey,
        "agree_visit_record",
        at=at,
        key=f"history:{line.id}",
        people={Addressee.VISITOR: [Recipient(visitor.email, visitor.name, path)]},
    )
    return True


def record_no_reply(journey: Journey, *, at: datetime) -> bool:
    """Go on without the setting's reply once its time is over and no point waits for an answer."""
    if journey.stage is not Stage.CHECKING or not facts_of(journey, at=at).reply_time_over:
        return False
    try:
        make_move(journey, "record_no_reply", by=the_clock(journey.authority_id), at=at)
    except (NotReady, NotAllowed):  # points are open, or it is paused: somebody else goes on
        return False
    return True


def supersede_award(journey: Journey, *, at: datetime) -> bool:
    """Replace the award of this journey once the setting's next one has begun."""
    award = _award_of(journey)
    if award is None or award.state is not AwardState.IN_FORCE:
        return False
    session, today = session_of(journey), day_of(at)
    begun = session.scalar(
        select(Award.id)
        .where(
            Award.setting_id == award.setting_id,
            Award.valid_from > award.valid_from,
            Award.valid_from <= today,
            Award.state.not_in((AwardState.REVOKED, AwardState.SUPERSEDED)),
        )
        .limit(1)
    )
    if begun is None:
        return False
    facts = AwardFacts(next_award_exists=True, next_award_begun=True)
    next_state("supersede", award.state, Role.CLOCK, facts)
    supersede(award, by=the_clock(award.authority_id), at=at)
    tell(journey, "supersede", at=at, key=f"award:{award.id}:supersede")
    return True


def drop_proposal(journey: Journey, *, at: datetime) -> bool:
    """Let a proposed suspension or revocation fall when the panel has not voted in time."""
    award = _award_of(journey)
    if award is None or award.state not in PROPOSED or award.proposed_at is None:
        return False
    session = session_of(journey)
    votes = session.scalars(
        select(AwardVote).where(AwardVote.award_id == award.id, AwardVote.set_aside_at.is_(None))
    ).all()
    last = max([award.proposed_at, *(one.at for one in votes)])
    council = council_calendar(session, award.authority_id)
    facts = AwardFacts(
        votes_needed=journey.route.rules.votes,
        votes_for=sum(one.in_favour for one in votes),
        votes_against=sum(not one.in_favour for one in votes),
        working_days_without_a_vote=council.days_between(day_of(last), day_of(at)),
    )
    name, came_from = AWARD_MOVE_OF[award.state], award.state
    try:
        award.state = next_state(name, award.state, Role.CLOCK, facts)
    except NotReady:
        return False
    award.proposed_by_id = award.proposed_at = award.replied_at = None
    award.proposed_reason = award.reply = ""
    award.version += 1
    for one in votes:
        one.set_aside_at = at
    clock = the_clock(award.authority_id)
    line = write_award_history(award, name, by=clock, at=at, went=(came_from, award.state))
    session.flush()
    tell(journey, name, at=at, key=f"award-history:{line.id}")
    return True


def _award_of(journey: Journey) -> Award | None:
    """The award of this journey, held; the journey is held before it."""
    must_be_held(journey)
    return session_of(journey).scalar(
        select(Award).where(Award.journey_id == journey.id).with_for_update()
    )
