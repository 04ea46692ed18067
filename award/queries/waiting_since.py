"""Since when a journey waits: since its turn began, and for a first report since its visit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.turnaround import last_visit
from award.storage.journeys import Journey


def awaits_report() -> ColumnElement[bool]:
    """Whether the assessor of a journey is to share a report that was not shared before."""
    return and_(
        Journey.stage == Stage.ASSESSING,
        Journey.turn == Turn.ASSESSOR,
        Journey.report_first_shared_at.is_(None),
    )


def waits_since(at: datetime) -> ColumnElement[datetime]:
    """Since when a journey waits for whoever's turn it is.

    A first report waits since the visit that was held for it, from which its days are promised,
    though the assessor had the turn before or was named after it. One that is being revised waits
    since it was given back.
    """
    since: ColumnElement[datetime] = case(
        (awaits_report(), func.coalesce(last_visit(at), Journey.waiting_since)),
        else_=Journey.waiting_since,
    )
    return since


def since_of(session: Session, journeys: Sequence[Journey], *, at: datetime) -> dict[int, datetime]:
    """The same for many journeys that were read, by their numbers; one query at most."""
    found = {one.id: one.waiting_since for one in journeys}
    assessed = [one.id for one in journeys if one.turn is Turn.ASSESSOR]
    if assessed:
        rows = session.execute(
            select(Journey.id, waits_since(at).label("since")).where(
                Journey.id.in_(assessed), awaits_report()
            )
        )
        found |= {one.id: one.since for one in rows}
    return found
