"""What the calendar does by itself: it ends pauses, agrees records and replaces awards."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.awarding import make_award_move
from award.actions.moves import make_move
from award.actions.pausing import resume
from award.actions.recording import sign_by_time, sign_time_over
from award.domain.award_moves import PROPOSED, AwardState
from award.domain.people import the_clock
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.visits import Visit

AWARD_MOVES_OF_THE_CLOCK: Final = {
    AwardState.IN_FORCE: "supersede",
    AwardState.SUSPENSION_PROPOSED: "drop_suspension",
    AwardState.REVOCATION_PROPOSED: "drop_revocation",
}


def end_pause(journey: Journey, *, at: datetime) -> bool:
    """End a pause whose day has come. Returns whether there was one."""
    must_be_held(journey)
    until = journey.paused_until
    if journey.paused_at is None or until is None or day_of(at) < until:
        return False
    resume(journey, by=the_clock(journey.authority_id), at=at)
    return True


def sign_records(journey: Journey, *, at: datetime) -> int:
    """Take shared visit records as agreed when the setting's ten days have passed without a word.

    Returns how many there were.
    """
    must_be_held(journey)
    shared = session_of(journey).scalars(
        select(Visit)
        .where(
            Visit.journey_id == journey.id,
            Visit.state == VisitState.SHARED,
            Visit.superseded_at.is_(None),
        )
        .order_by(Visit.id)
    )
    over = [one.id for one in shared if sign_time_over(journey, one, at=at)]
    for visit_id in over:
        sign_by_time(journey, visit_id, by=the_clock(journey.authority_id), at=at)
    return len(over)


def record_no_reply(journey: Journey, *, at: datetime) -> bool:
    """Go on without the setting's reply once its time is over and no point waits for an answer."""
    if journey.stage is not Stage.CHECKING or not facts_of(journey, at=at).reply_time_over:
        return False
    try:
        make_move(journey, "record_no_reply", by=the_clock(journey.authority_id), at=at)
    except (NotReady, NotAllowed):  # points are open, or it is paused: somebody else goes on
        return False
    return True


def move_award(journey: Journey, *, at: datetime) -> bool:
    """Make the award's move that falls to the calendar: it is replaced once the next one began,
    and what is proposed against it is dropped when nobody votes in time.

    Returns whether there was one to make.
    """
    must_be_held(journey)
    award = session_of(journey).scalar(
        select(Award).where(Award.journey_id == journey.id).with_for_update()
    )
    name = AWARD_MOVES_OF_THE_CLOCK.get(award.state) if award else None
    if award is None or name is None or (award.state in PROPOSED and award.proposed_at is None):
        return False
    hold(award)
    try:
        make_award_move(award, name, by=the_clock(award.authority_id), at=at)
    except NotReady:  # the day has not come
        return False
    return True
