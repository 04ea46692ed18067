"""Whether the visit of an assessment fell through, and no new one is arranged so far."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select

from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import GONE, VisitKind, visit_row
from award.storage.db import session_of
from award.storage.journeys import History, Journey
from award.storage.visits import Visit

FELL: Final = ("cancel_visit", "miss_visit")
ITS_NAME: Final = visit_row(VisitKind.ASSESSMENT).name


def needs_new_visit() -> ColumnElement[bool]:
    """Whether the assessor of a journey is to arrange a new visit: it was cancelled or missed."""
    of_journey = (
        Visit.journey_id == Journey.id,
        Visit.kind == VisitKind.ASSESSMENT,
        Visit.superseded_at.is_(None),
    )
    return and_(
        Journey.stage == Stage.ASSESSING,
        Journey.turn == Turn.ASSESSOR,
        exists().where(*of_journey, Visit.state.in_(GONE)),
        ~exists().where(*of_journey, Visit.state.not_in(GONE)),
    )


def fell_at() -> ScalarSelect[Any]:
    """When the visit of a journey's assessment was last cancelled or missed."""
    return (
        select(func.max(History.at))
        .where(
            History.journey_id == Journey.id,
            History.what.in_(FELL),
            History.words.startswith(f"{ITS_NAME}."),
        )
        .correlate(Journey)
        .scalar_subquery()
    )


def visit_fell_at(journey: Journey) -> datetime | None:
    """When the visit of this assessment fell through; None where one stands, or none is needed."""
    row = (
        session_of(journey)
        .execute(select(needs_new_visit(), fell_at()).where(Journey.id == journey.id))
        .one()
    )
    return (row[1] or journey.stage_since) if row[0] else None
