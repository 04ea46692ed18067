"""What waits beside somebody's turn: a report to look at, an agreement, an answer to read."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Select,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import SQLColumnExpression

from award.domain.people import Actor
from award.domain.stages import Stage
from award.queries.tasks import MOST_TASKS, Deed, Task
from award.storage.assessments import Judge, Judgement, ReportLook
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.remarks import LookedAt, Place, Remark
from award.storage.settings import Setting

Line = Select[str, int, str, datetime, int]


def list_tasks_beside(session: Session, actor: Actor) -> list[Task]:
    """Each of them for the actor, the longest wait of its kind first; one query."""
    rows = session.execute(
        union_all(
            select(_looks(actor).limit(MOST_TASKS).subquery()),
            select(_agreements(actor).limit(MOST_TASKS).subquery()),
            select(_answers(actor).limit(MOST_TASKS).subquery()),
        )
    )
    return [
        Task(Deed(deed), number, name, at, look_id=look) for deed, number, name, at, look in rows
    ]


def _waiting(
    deed: Deed,
    since: SQLColumnExpression[datetime],
    look_id: SQLColumnExpression[int] | None = None,
) -> Line:
    """What waits, at which journey of which setting, since when; by which request for a look."""
    return (
        select(
            literal(deed.value).label("deed"),
            Journey.id.label("journey_id"),
            Setting.name,
            since.label("since"),
            cast(null() if look_id is None else look_id, BigInteger).label("look_id"),
        )
        .select_from(Journey)
        .join(Setting, Setting.id == Journey.setting_id)
    )


def _looks(actor: Actor) -> Line:
    """The reports of colleagues that they were asked to look at, and have not."""
    return (
        _waiting(Deed.LOOK, ReportLook.asked_at, ReportLook.id)
        .join(ReportLook, ReportLook.journey_id == Journey.id)
        .where(
            ReportLook.colleague_id == actor.user_id,
            ReportLook.authority_id == actor.authority_id,
            ReportLook.answered_at.is_(None),
            ReportLook.ended_at.is_(None),
            Journey.stage == Stage.ASSESSING,
        )
        .order_by(ReportLook.asked_at)
    )


def _agreements(actor: Actor) -> Line:
    """Where the other of two judges wrote down what they came to, and this one has to say so."""
    since = func.min(Judgement.at)
    return (
        _waiting(Deed.CONFIRM_AGREED, since)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .join(Judgement, Judgement.journey_id == Journey.id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.paused_until.is_(None),
            Journey.stage.in_((Stage.CHECKING, Stage.DECIDING)),
            Journey.second_done_at.is_not(None),
            Assignment.user_id == actor.user_id,
            Assignment.ended_at.is_(None),
            Assignment.kind.in_((AssignmentKind.ASSESSOR, AssignmentKind.SECOND)),
            Judgement.judge == Judge.AGREED,
            Judgement.superseded_at.is_(None),
            Judgement.confirmed_at.is_(None),
            Judgement.by_id.is_distinct_from(actor.user_id),
        )
        .group_by(Journey.id, Setting.name)
        .order_by(since, Journey.id)
    )


def _answers(actor: Actor) -> Line:
    """Where a setting answered their feedback, and they have not looked at its evidence since."""
    since = func.min(Remark.at)
    looked_at = (
        select(LookedAt.at)
        .where(
            LookedAt.journey_id == Journey.id,
            LookedAt.user_id == actor.user_id,
            LookedAt.place == Place.EVIDENCE,
        )
        .scalar_subquery()
    )
    return (
        _waiting(Deed.READ_ANSWER, since)
        .join(Remark, Remark.journey_id == Journey.id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.ended_at.is_(None),
            Journey.paused_until.is_(None),
            exists().where(
                Assignment.journey_id == Journey.id,
                Assignment.user_id == actor.user_id,
                Assignment.ended_at.is_(None),
            ),
            Remark.from_setting,
            Remark.to_id == actor.user_id,
            or_(looked_at.is_(None), Remark.at > looked_at),
        )
        .group_by(Journey.id, Setting.name)
        .order_by(since, Journey.id)
    )
