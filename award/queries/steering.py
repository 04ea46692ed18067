"""What the steering group reads: reach, pipeline, decisions; names only with a released outcome."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.award_moves import STANDING
from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.stages import Stage
from award.queries.journeys import BEFORE_PANEL
from award.queries.words import has_words
from award.storage.asked_conditions import is_asked, is_overdue
from award.storage.authorities import Kind
from award.storage.awards import Award, lasts
from award.storage.decisions import (
    OPEN_CONDITIONS,
    Appeal,
    Condition,
    Decision,
)
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState

A_PAGE: Final = 50
A_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Released:
    """One line of the list to ratify; ``setting`` is empty where the setting is hidden."""

    setting: str
    kind: str
    outcome: Outcome
    released_at: datetime


@dataclass(frozen=True)
class Reach:
    """How far the award reaches among the settings of one kind.

    ``known`` counts the places that are only known of: the register names them, and they cannot
    take part, as they are of no kind that may, or not open yet.
    """

    kind: str
    settings: int
    under_way: int
    holders: int
    known: int


@dataclass(frozen=True)
class Standing:
    """How many open journeys stand at a stage, and since when the first of them does."""

    stage: Stage
    journeys: int
    longest_since: datetime


@dataclass(frozen=True)
class Counted:
    """Single numbers that the reading names in sentences."""

    paused: int
    ending: int
    appeals: int
    conditions: int
    overdue: int
    set_aside: int


def count_released(
    session: Session, actor: Actor, *, search: str = "", outcome: Outcome | None = None
) -> int:
    """How many outcomes of the actor's authority were released, stand and fit."""
    found = _released(actor, search, outcome).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def list_released(
    session: Session,
    actor: Actor,
    *,
    search: str = "",
    outcome: Outcome | None = None,
    page: int = 1,
) -> list[Released]:
    """The outcomes that were released and stand, the last first, a page at a time."""
    rows = session.execute(
        _released(actor, search, outcome)
        .order_by(Decision.released_at.desc(), Decision.id.desc())
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [
        Released("" if hidden else name, kind or "", found, at)
        for name, hidden, kind, found, at, _ in rows
    ]


def _released(
    actor: Actor, search: str, outcome: Outcome | None
) -> Select[str, bool, str | None, Outcome, datetime, int]:
    query = (
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
    if search:
        named = has_words(search, Setting.name)
        query = query.where(named, Setting.is_hidden.is_(False))
    return query.where(Decision.outcome == outcome) if outcome else query


def list_reach(session: Session, actor: Actor, *, today: date) -> list[Reach]:
    """The settings by kind: how many there are, are under way, and hold the award today.

    Beside them, apart, the places that are only known of.
    """
    journey = aliased(Journey)
    under_way = exists().where(journey.setting_id == Setting.id, journey.ended_at.is_(None))
    holds = exists().where(Award.setting_id == Setting.id, _in_force(today))
    takes_part = or_(Setting.state == SettingState.ACTIVE, under_way, holds)
    kind = func.coalesce(Kind.label, "Kind not known")
    rows = session.execute(
        select(
            kind,
            func.count(Setting.id).filter(takes_part),
            func.count(Setting.id).filter(under_way),
            func.count(Setting.id).filter(holds),
            func.count(Setting.id).filter(not_(takes_part)),
        )
        .outerjoin(Kind, Kind.id == Setting.kind_id)
        .where(
            Setting.authority_id == actor.authority_id,
            or_(takes_part, Setting.state == SettingState.KNOWN),
        )
        .group_by(kind)
        .order_by(func.count(Setting.id).filter(takes_part).desc(), kind)
    )
    return [Reach(*row) for row in rows]


def _in_force(today: date) -> ColumnElement[bool]:
    return and_(Award.state.in_(STANDING), lasts(today))


def list_standing(session: Session, actor: Actor) -> list[Standing]:
    """Where the open journeys stand, in the order of the stages; no names."""
    rows = session.execute(
        select(Journey.stage, func.count(), func.min(Journey.stage_since))
        .where(Journey.authority_id == actor.authority_id, Journey.ended_at.is_(None))
        .group_by(Journey.stage)
    )
    order = list(Stage)
    return sorted((Standing(*row) for row in rows), key=lambda one: order.index(one.stage))


def count_decided(session: Session, actor: Actor, *, at: datetime) -> dict[Outcome, int]:
    """How many decisions of the last twelve months stand, by outcome."""
    rows = session.execute(
        select(Decision.outcome, func.count())
        .where(
            Decision.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
            Decision.released_at >= at - A_YEAR,
        )
        .group_by(Decision.outcome)
    )
    counted = {row[0]: row[1] for row in rows}
    return {outcome: counted.get(outcome, 0) for outcome in Outcome}


def count_all(session: Session, actor: Actor, *, at: datetime, today: date) -> Counted:
    """The single numbers, in one question."""
    here = actor.authority_id
    asked = (Condition.authority_id == here, is_asked(today))
    row = session.execute(
        select(
            _number(Journey, Journey.paused_until.is_not(None), Journey.authority_id == here),
            _number(
                Award, Award.authority_id == here, _in_force(today),
                Award.valid_until <= today + A_YEAR,
            ),
            _number(Appeal, Appeal.authority_id == here, Appeal.state.in_(BEFORE_PANEL)),
            _number(Condition, *asked, Condition.state.in_(OPEN_CONDITIONS)),
            _number(Condition, Condition.authority_id == here, is_overdue(today)),
            _number(
                Journey, Journey.authority_id == here, Journey.second_set_aside_at >= at - A_YEAR
            ),
        )
    ).one()  # fmt: skip
    return Counted(*row)


def _number(rows: type[Any], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count(rows.id)).where(*conditions).scalar_subquery()
