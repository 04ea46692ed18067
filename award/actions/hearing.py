"""Asks a panel member who took no part to hear an appeal."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.moves import take_step
from award.actions.telling import Recipient
from award.domain.letters import Addressee
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed
from award.storage.accounts import User
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Appeal, AppealState
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.taking_part import find_hearer, free_to_hear

WAITING: Final = (AppealState.LODGED, AppealState.RECEIVED)
NOT_FREE: Final = (
    "Choose a panel member without a tie who took no part in what the appeal is about. Where there "
    "is none, invite one from another authority first."
)


def name_hearer(journey: Journey, user_id: int, *, by: Actor, at: datetime) -> Appeal:
    """Ask a panel member to hear the appeal that waits; whoever was asked before need not.

    It counts as received. Raises NotAllowed where no appeal waits, for who may not ask, for
    somebody with a tie or who took part, and for people who name themselves.
    """
    must_be_held(journey)
    if not allows(May.RECEIVE_APPEAL, by.role, Situation()):
        raise NotAllowed("A coordinator or a panel member asks somebody to hear an appeal.")
    session = session_of(journey)
    appeal = session.scalar(
        select(Appeal).where(Appeal.journey_id == journey.id, Appeal.state.in_(WAITING))
    )
    if appeal is None:
        raise NotAllowed("No appeal is waiting.")
    if user_id == by.user_id:
        raise NotAllowed("Ask somebody else to choose you: nobody names themselves.")
    facts = facts_of(journey, at=at)
    person = session.get(User, user_id)
    if person is None or user_id not in free_to_hear(journey, facts):
        raise NotAllowed(NOT_FREE)
    before = find_hearer(journey, facts)
    if before == user_id:
        return appeal
    if appeal.state is AppealState.LODGED:
        appeal.state = AppealState.RECEIVED
        appeal.received_by_id, appeal.received_at = by.user_id, at
    appeal.hearer_id, appeal.named_by_id, appeal.named_at = user_id, by.user_id, at
    path = f"/{journey.authority.code}/panel/journeys/{journey.id}/appeal"
    people = {Addressee.PERSON: [Recipient(person.email, person.name, path)]}
    take_step(journey, "name_hearer", by=by, at=at, words=person.name, people=people)
    gone = session.get(User, before) if before else None
    if gone is not None:
        _thank(journey, gone, by=by, at=at)
    return appeal


def _thank(journey: Journey, person: User, *, by: Actor, at: datetime) -> None:
    """Who was asked before hears that somebody else does it."""
    there = f"/{journey.authority.code}/panel"
    people = {Addressee.PERSON: [Recipient(person.email, person.name, there)]}
    fields = {"role": "the person asked to hear the appeal"}
    words = f"{person.name} hears the appeal no longer"
    take_step(journey, "end_assignment", by=by, at=at, words=words, fields=fields, people=people)
