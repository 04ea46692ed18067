"""What the panel decided on a journey before the decision that stands, or that is waited for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.decisions import REOPENS, Appeal, AppealState, Decision
from award.storage.journeys import Journey

# Here a decision that stands is the one before: the next is on its way.
ON_ITS_WAY: Final = (Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING)


@dataclass(frozen=True)
class Before:
    """The decision before; ``appeal`` is the upheld one for which the panel decides again.

    Without one it gave more time. ``number`` counts the decision that comes after: 2, 3 ...
    """

    decision: Decision
    appeal: Appeal | None
    number: int


def was_decided() -> ColumnElement[bool]:
    """In a query for journeys before the panel: whether it decided before."""
    made = aliased(Decision)
    return exists().where(made.journey_id == Journey.id, made.superseded_at.is_(None))


def list_before(session: Session, actor: Actor, journey: Journey) -> Sequence[Decision]:
    """The decisions before the one that stands, or that is on its way; the newest first."""
    query = select(Decision).where(
        Decision.journey_id == journey.id, Decision.authority_id == actor.authority_id
    )
    if journey.stage not in ON_ITS_WAY:
        query = query.where(Decision.superseded_at.is_not(None))
    return session.scalars(query.order_by(Decision.id.desc())).all()


def find_before(session: Session, actor: Actor, journey: Journey) -> Before | None:
    """The last of them, and why it is decided again; None where it is decided for the first time.

    Nothing is told beyond the wall.
    """
    found = list_before(session, actor, journey)
    if not found:
        return None
    appeal = session.scalar(
        select(Appeal)
        .where(
            Appeal.decision_id == found[0].id,
            Appeal.state == AppealState.UPHELD,
            Appeal.used_at.is_not(None),
            Appeal.against.in_(REOPENS.values()),
        )
        .order_by(Appeal.id.desc())
        .limit(1)
    )
    return Before(found[0], appeal, len(found) + 1)
