"""What the steering group looks at: outcomes once released, and how many journeys stand where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.authorities import Kind
from award.storage.decisions import Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting

A_PAGE: Final = 50


@dataclass(frozen=True)
class Released:
    """One line of the list to ratify; ``setting`` is empty where the setting is hidden."""

    setting: str
    kind: str
    outcome: Outcome
    released_at: datetime


def count_released(session: Session, actor: Actor) -> int:
    """How many outcomes of the actor's authority were released and stand."""
    return session.scalar(select(func.count()).select_from(_released(actor).subquery())) or 0


def list_released(session: Session, actor: Actor, *, page: int = 1) -> list[Released]:
    """The outcomes that were released and stand, the last first, a page at a time."""
    rows = session.execute(
        _released(actor)
        .order_by(Decision.released_at.desc(), Decision.id.desc())
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [
        Released("" if hidden else name, kind or "", outcome, at)
        for name, hidden, kind, outcome, at, _ in rows
    ]


def _released(actor: Actor) -> Select[str, bool, str | None, Outcome, datetime, int]:
    return (
        select(
            Setting.name,
            Setting.is_hidden,
            Kind.label,
            Decision.outcome,
            Decision.released_at,
            Decision.id,
        )
        .join(Journey, Journey.id == Decision.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Kind, Kind.id == Setting.kind_id)
        .where(Decision.authority_id == actor.authority_id, Decision.superseded_at.is_(None))
    )


def count_by_stage(session: Session, actor: Actor) -> dict[Stage, int]:
    """How many journeys of the actor's authority stand at each stage; no names."""
    rows = session.execute(
        select(Journey.stage, func.count())
        .where(Journey.authority_id == actor.authority_id)
        .group_by(Journey.stage)
    )
    counted = {row[0]: row[1] for row in rows}
    return {stage: counted.get(stage, 0) for stage in Stage}
