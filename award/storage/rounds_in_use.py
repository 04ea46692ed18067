"""Reads what refers to a round."""

from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from award.domain.panel_days import RoundInUse
from award.domain.stages import OPEN
from award.storage.agendas import AgendaItem
from award.storage.authorities import Round
from award.storage.cohorts import Cohort
from award.storage.decisions import Decision, Meeting
from award.storage.journeys import Journey


def read_use(session: Session, row: Round) -> RoundInUse:
    """How many journeys and cohorts refer to a round, and which of them can move."""

    def count(query: Any) -> int:
        return session.scalar(query) or 0

    aims = select(func.count(Journey.id)).where(Journey.round_id == row.id)
    agenda = (
        select(func.count(AgendaItem.id))
        .join(Journey, Journey.id == AgendaItem.journey_id)
        .where(AgendaItem.round_id == row.id)
    )
    met = exists().where(Meeting.journey_id == Journey.id, Meeting.set_aside_at.is_(None))
    released = exists().where(
        Decision.journey_id == Journey.id, Decision.released_at >= AgendaItem.added_at
    )
    return RoundInUse(
        ended=count(aims.where(Journey.stage.not_in(OPEN))),
        decided=count(agenda.where(or_(met, released))),
        aiming=count(aims.where(Journey.stage.in_(OPEN))),
        cohorts=count(select(func.count(Cohort.id)).where(Cohort.round_id == row.id)),
    )
