"""Journeys that ended, and how long an appeal against what was decided may still be heard."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from award.storage.days import appeal_until, day_of
from award.storage.decisions import Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting

# In no calendar do the days of an appeal take longer: a club may open once a week, in term only.
LONGEST: Final = timedelta(days=366)


def is_within_appeal_days(setting: Setting, since: datetime, *, at: datetime) -> bool:
    """Whether an appeal against what was told at ``since`` may still come, in its own calendar."""
    return day_of(at) <= appeal_until(setting, since)


def told_at() -> ColumnElement[datetime]:
    """In a query for journeys that ended: when the setting was told, from which the days count."""
    released = (
        select(Decision.released_at)
        .where(Decision.journey_id == Journey.id, Decision.superseded_at.is_(None))
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(released, Journey.ended_at, type_=Journey.ended_at.type)


def may_be_within(*, at: datetime) -> ColumnElement[bool]:
    """In a query for journeys: it ended so lately that its calendar has to be asked."""
    return and_(Journey.ended_at.is_not(None), told_at() >= at - LONGEST)


def list_within_appeal_days(
    session: Session, mine: ColumnElement[bool], *, at: datetime
) -> list[int]:
    """The numbers of those journeys that ended so lately that an appeal may still come.

    ``mine`` says of a journey whether it is asked about.
    """
    rows = session.execute(
        select(Journey.id, Setting, told_at())
        .join(Setting, Setting.id == Journey.setting_id)
        .options(joinedload(Setting.kind))
        .where(mine, may_be_within(at=at))
    )
    return [number for number, place, day in rows if is_within_appeal_days(place, day, at=at)]
