"""Which conditions are still asked: those of an award that is held (decision 0053)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, select

from award.domain.award_moves import LIVE, AwardState
from award.domain.condition_ends import Over
from award.domain.stages import Stage
from award.storage.awards import Award, is_held, stands_since
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.decisions import OPEN_CONDITIONS, Condition, ConditionState, Decision
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState

OVER_OF: Final = {AwardState.REVOKED: Over.REVOKED, AwardState.SUPERSEDED: Over.REPLACED}


@dataclass(frozen=True)
class Ended:
    """Why the conditions of a journey are asked no more, and since when, where that is known."""

    over: Over
    on: date | None = None


def is_asked(today: date) -> ColumnElement[bool]:
    """In a query for conditions: what set them stands, and somebody is there to meet them.

    That is the decision, its award, suspended or not, until its days are over, and the setting.
    `find_ended` says it of one journey.
    """
    stands = (Decision.id == Condition.decision_id) & Decision.superseded_at.is_(None)
    over = (Award.journey_id == Condition.journey_id) & ~is_held(today)
    there = and_(
        Journey.id == Condition.journey_id,
        Journey.stage == Stage.AWARDED,
        Setting.id == Journey.setting_id,
        Setting.state != SettingState.CLOSED,
    )
    set_by, of_over, of_there = (exists().where(one) for one in (stands, over, there))
    return and_(
        set_by.correlate(Condition), ~of_over.correlate(Condition), of_there.correlate(Condition)
    )


def is_overdue(today: date) -> ColumnElement[bool]:
    """Whether the day of a condition has passed, and nothing was given for it."""
    open_ = Condition.state == ConditionState.OPEN
    return and_(open_, Condition.due_on < today, is_asked(today))


def asked_of(journey_id: int, today: date) -> Select[int]:
    """The conditions of a journey which are still to be met, if any."""
    return select(Condition.id).where(
        Condition.journey_id == journey_id, Condition.state.in_(OPEN_CONDITIONS), is_asked(today)
    )


def find_ended(journey: Journey, today: date) -> Ended | None:
    """What ended the conditions of the decision that stands, the same as `is_asked` asks of many.

    None while they are asked. An award that is given back, or a setting that is there again, asks
    them again.
    """
    if journey.stage is not Stage.AWARDED:
        return Ended(Over.DECIDED_ANEW)
    session = session_of(journey)
    rows = session.execute(select(Award, stands_since()).where(Award.journey_id == journey.id))
    for award, since in rows:
        if award.state not in LIVE:
            return Ended(OVER_OF[award.state], day_of(since) if since else None)
        if award.grace_until < today:
            return Ended(Over.ENDED, award.grace_until)
    if journey.setting.state is SettingState.CLOSED:
        return Ended(Over.SETTING_CLOSED, journey.setting.closed_on)
    return None
