"""Takes a round out again, with whatever aims at it moved to another panel day, or to none."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from award.actions.aiming import change_round, hold_journeys
from award.actions.arranging_panel import items_of, take_off_agenda
from award.domain.panel_days import taking_out_blockers
from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.storage.agendas import Ceremony
from award.storage.authorities import Round
from award.storage.cohorts import Cohort
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.rounds_in_use import read_use


def take_out_round(row: Round, *, instead: Round | None, by: Actor, at: datetime) -> None:
    """Take a round out. What aims at it aims at ``instead`` from then on, and is told so.

    Its agenda and what was planned for its ceremony go with it. Raises NotReady where something
    is kept with the round, and where ``instead`` is itself or is over.
    """
    must_be_held(row)
    if not allows(May.EDIT_ROUNDS, by.role, Situation()):
        raise NotAllowed("Only a coordinator or an administrator plans rounds.")
    if by.authority_id not in (None, row.authority_id):
        raise NotFound
    session = session_of(row)
    if blockers := taking_out_blockers(read_use(session, row)):
        raise NotReady(*blockers)
    if instead is not None and (instead.id == row.id or instead.authority_id != row.authority_id):
        raise NotReady("Choose another round than the one that goes", of="instead")
    for item in items_of(row):
        take_off_agenda(row, item.journey_id, by=by, at=at)
    for journey in hold_journeys(row, _aiming(session, row)):
        change_round(journey, instead, by=by, at=at)
    session.execute(
        update(Cohort)
        .where(Cohort.round_id == row.id)
        .values(round_id=instead.id if instead else None, version=Cohort.version + 1)
    )
    session.execute(delete(Ceremony).where(Ceremony.round_id == row.id))
    session.delete(row)
    session.flush()


def _aiming(session: Session, row: Round) -> list[int]:
    return list(session.scalars(select(Journey.id).where(Journey.round_id == row.id)))
