"""What an auditor looks at: every journey of the authority, and what was decided on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.decisions import Condition, Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting

A_PAGE: Final = 50


@dataclass(frozen=True)
class JourneyLine:
    """One journey in the list."""

    journey_id: int
    setting: str
    stage: Stage
    stage_since: datetime
    opened_at: datetime
    outcome: Outcome | None


@dataclass(frozen=True)
class Decided:
    """One decision on a journey, with who released it and what it asks for."""

    outcome: Outcome
    reasons: str
    released_at: datetime
    released_by: str
    stands: bool
    conditions: tuple[str, ...]


def count_journeys(
    session: Session, actor: Actor, *, search: str = "", stage: Stage | None = None
) -> int:
    """How many journeys of the actor's authority fit."""
    wanted = _journeys(actor, search, stage).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def list_journeys(
    session: Session, actor: Actor, *, search: str = "", stage: Stage | None = None, page: int = 1
) -> list[JourneyLine]:
    """The journeys of the actor's authority, the last opened first, a page at a time."""
    rows = session.execute(
        _journeys(actor, search, stage)
        .order_by(Journey.opened_at.desc(), Journey.id.desc())
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [JourneyLine(*row) for row in rows]


def _journeys(
    actor: Actor, search: str, stage: Stage | None
) -> Select[int, str, Stage, datetime, datetime, Outcome]:
    query = (
        select(
            Journey.id,
            Setting.name,
            Journey.stage,
            Journey.stage_since,
            Journey.opened_at,
            Decision.outcome,
        )
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(Decision, (Decision.journey_id == Journey.id) & Decision.superseded_at.is_(None))
        .where(Journey.authority_id == actor.authority_id)
    )
    if search:
        query = query.where(func.lower(Setting.name).contains(search.lower(), autoescape=True))
    return query.where(Journey.stage == stage) if stage else query


def list_decisions(session: Session, actor: Actor, journey_id: int) -> list[Decided]:
    """Every decision on a journey, the last one first; those that were replaced as well."""
    rows = session.execute(
        select(Decision, User.name)
        .join(User, User.id == Decision.released_by_id)
        .where(Decision.journey_id == journey_id, Decision.authority_id == actor.authority_id)
        .order_by(Decision.id.desc())
    ).all()
    asked = _conditions(session, [decision.id for decision, _ in rows])
    return [
        Decided(
            outcome=decision.outcome,
            reasons=decision.reasons,
            released_at=decision.released_at,
            released_by=name,
            stands=decision.superseded_at is None,
            conditions=tuple(one.words for one in asked if one.decision_id == decision.id),
        )
        for decision, name in rows
    ]


def _conditions(session: Session, decision_ids: list[int]) -> Sequence[Condition]:
    return session.scalars(
        select(Condition).where(Condition.decision_id.in_(decision_ids)).order_by(Condition.id)
    ).all()
