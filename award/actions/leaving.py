"""Gives back what somebody had in hand who does not work on the award here any more."""

from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from award.actions.covering import end_covers_of
from award.actions.moves import take_step
from award.actions.telling import queue
from award.domain.people import ASSIGNED_ROLES, Actor, Role, the_clock
from award.storage.accounts import Membership, User
from award.storage.assessments import ReportLook
from award.storage.authorities import Authority
from award.storage.db import must_be_held, session_of
from award.storage.journeys import LEFT, Assignment, Journey
from award.storage.letters import Letter, LetterState
from award.storage.working import is_working

STOPPED: Final = "Whoever it was for does not work on the award here any more"


def let_go_of_work(session: Session, membership: Membership, *, at: datetime) -> None:
    """Stop the letters of somebody whose last role in an authority ended; give their work back.

    Who is coordinator no more stands in for nobody, and nobody for them. The work is given back
    journey by journey, by the worker, so that nobody waits for all of them. Whoever still has some
    role here keeps what goes with it.
    """
    number, user = membership.authority_id, membership.user
    if number is None or membership.setting_id is not None:
        return
    session.flush()
    end_covers_of(session, membership, at=at)
    payload = {"authority_id": number, "user_id": user.id}
    key = f"hand_back_work:{membership.id}"
    queue(session, "hand_back_work", payload, key=key, at=at)
    if not is_working(session, user.id, number):
        _stop_letters(session, number, user)


def _stop_letters(session: Session, authority_id: int, user: User) -> None:
    """Letters into the authority's rooms that have not gone yet go no more."""
    code = session.get_one(Authority, authority_id).code
    session.execute(
        update(Letter)
        .where(
            Letter.authority_id == authority_id,
            Letter.to_email == user.email,
            Letter.state == LetterState.WAITING,
            Letter.path.like(f"/{code}%"),
        )
        .values(state=LetterState.REFUSED, trouble=STOPPED)
    )


def list_in_hand(session: Session, authority_id: int, user_id: int) -> list[int]:
    """The journeys, by number, in which somebody has a part, or is asked to look at a report."""
    parts = select(Assignment.journey_id).where(
        Assignment.authority_id == authority_id,
        Assignment.user_id == user_id,
        Assignment.ended_at.is_(None),
    )
    looks = select(ReportLook.journey_id).where(
        ReportLook.authority_id == authority_id,
        ReportLook.colleague_id == user_id,
        ReportLook.answered_at.is_(None),
        ReportLook.ended_at.is_(None),
    )
    return sorted({*session.scalars(parts), *session.scalars(looks)})


def hand_back_work(journey: Journey, user_id: int, *, at: datetime) -> bool:
    """End the parts of somebody in this journey, and what they were asked to look at.

    Nothing happens, and False is returned, where they can still do it. What they wrote stays; the
    turn goes to whoever names the next. Their visits are handed over by hand.
    """
    must_be_held(journey)
    session, by = session_of(journey), the_clock(journey.authority_id)
    ended = False
    if not is_working(session, user_id, journey.authority_id, *ASSIGNED_ROLES, Role.COORDINATOR):
        ended = _end_parts(journey, user_id, by=by, at=at)
    if not is_working(session, user_id, journey.authority_id, *ASSIGNED_ROLES):
        ended = _end_looks(journey, user_id, by=by, at=at) or ended
    return ended


def _end_parts(journey: Journey, user_id: int, *, by: Actor, at: datetime) -> bool:
    live = [one for one in journey.assignments if one.user_id == user_id and one.ended_at is None]
    for one in live:
        one.ended_at, one.end_reason = at, LEFT
        words = f"{one.user.name}, {one.kind}. {LEFT}"
        take_step(journey, "end_assignment", by=by, at=at, words=words, people={})
    return bool(live)


def _end_looks(journey: Journey, user_id: int, *, by: Actor, at: datetime) -> bool:
    session = session_of(journey)
    looks = session.scalars(
        select(ReportLook).where(
            ReportLook.journey_id == journey.id,
            ReportLook.colleague_id == user_id,
            ReportLook.answered_at.is_(None),
            ReportLook.ended_at.is_(None),
        )
    ).all()
    for one in looks:
        one.ended_at = at
        name = session.get_one(User, user_id).name
        take_step(journey, "end_look", by=by, at=at, words=f"{name}. {LEFT}")
    return bool(looks)
