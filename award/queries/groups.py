"""What a trust or group looks at: its settings, where each stands, and what each holds."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from award.domain.award_moves import AwardState
from award.domain.facts import Outcome
from award.domain.people import Actor
from award.domain.stages import Stage
from award.storage.authorities import Authority
from award.storage.awards import Award
from award.storage.decisions import Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting

A_PAGE: Final = 50


@dataclass(frozen=True)
class SettingLine:
    """One setting of the group: its last journey, and the award that it holds or held last."""

    name: str
    authority: str
    stage: Stage | None
    paused_until: date | None
    outcome: Outcome | None
    award_state: AwardState | None
    valid_from: date | None
    valid_until: date | None
    grace_until: date | None


def count_settings(session: Session, actor: Actor) -> int:
    """How many settings the actor's group has."""
    found = session.scalar(select(func.count(Setting.id)).where(_of_group(actor)))
    return found or 0


def list_settings(session: Session, actor: Actor, *, page: int = 1) -> list[SettingLine]:
    """The settings of the actor's group by name, a page at a time; texts and files stay away."""
    rows = session.execute(
        _lines(actor)
        .order_by(Setting.name, Setting.id)
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [SettingLine(*row) for row in rows]


def _of_group(actor: Actor) -> ColumnElement[bool]:
    """Somebody without a group has no settings here, not those that have no group either."""
    return and_(Setting.group_id == actor.group_id, Setting.group_id.is_not(None))


def _lines(
    actor: Actor,
) -> Select[str, str, Stage, date | None, Outcome, AwardState, date, date, date]:
    journey, award = aliased(Journey), aliased(Award)
    last_journey = (
        select(func.max(journey.id))
        .where(journey.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )
    last_award = (
        select(func.max(award.id))
        .where(award.setting_id == Setting.id)
        .correlate(Setting)
        .scalar_subquery()
    )
    return (
        select(
            Setting.name,
            Authority.name,
            Journey.stage,
            Journey.paused_until,
            Decision.outcome,
            Award.state,
            Award.valid_from,
            Award.valid_until,
            Award.grace_until,
        )
        .join(Authority, Authority.id == Setting.authority_id)
        .outerjoin(Journey, Journey.id == last_journey)
        .outerjoin(Decision, (Decision.journey_id == Journey.id) & Decision.superseded_at.is_(None))
        .outerjoin(Award, Award.id == last_award)
        .where(_of_group(actor))
    )
