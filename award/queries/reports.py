"""The report of a journey and those shared before it, each as it was when it was shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from award.domain.people import SETTING_ROLES, Actor, Role
from award.queries.journeys import is_blind
from award.storage.assessments import Judge, Judgement, Reply, ReplyPoint, Report
from award.storage.decisions import Decision
from award.storage.journeys import History, Journey

TAKE_BACK: Final = ("revise_report", "stop_assessment", "take_up_again")


@dataclass(frozen=True)
class Earlier:
    """A report that was shared before: taken back for a reason, or decided on by the panel."""

    report: Report
    reason: str
    was_decided_on: bool


def _open_to(actor: Actor, journey: Journey) -> Select[Report]:
    """The reports of a journey that the actor may read once the journey is open to them.

    Whoever is not of the authority reads only what was shared with them; who judges blind, none.
    """
    query = select(Report).where(
        Report.journey_id == journey.id, Report.authority_id == actor.authority_id
    )
    if actor.role is Role.SECOND and is_blind(journey, actor):
        return query.where(Report.id.is_(None))
    if actor.role in SETTING_ROLES or actor.role in (Role.ADVISER, Role.SECOND):
        query = query.where(Report.shared_at.is_not(None))
    return query


def find_current(session: Session, actor: Actor, journey: Journey) -> Report | None:
    """The report that stands, as far as the actor may read it; else the last that was shared."""
    return session.scalar(
        _open_to(actor, journey)
        .order_by(Report.superseded_at.is_not(None), Report.number.desc())
        .limit(1)
    )


def find_report(session: Session, actor: Actor, journey: Journey, number: int) -> Report | None:
    """One version of the report, by its number."""
    return session.scalar(_open_to(actor, journey).where(Report.number == number))


def list_earlier(session: Session, actor: Actor, journey: Journey) -> Sequence[Earlier]:
    """The reports that were shared before the one that stands, the newest first."""
    rows = session.execute(
        _open_to(actor, journey)
        .add_columns(History.words, _decided_on())
        .outerjoin(
            History,
            and_(
                History.journey_id == Report.journey_id,
                History.what.in_(TAKE_BACK),
                History.undone_at.is_(None),
                History.at == Report.superseded_at,
            ),
        )
        .where(Report.shared_at.is_not(None), Report.superseded_at.is_not(None))
        .order_by(Report.number.desc())
    )
    return [Earlier(report, reason or "", decided) for report, reason, decided in rows]


def _decided_on() -> ColumnElement[bool]:
    """In a query for reports: a decision ended it."""
    return exists().where(
        Decision.report_id == Report.id, Decision.released_at == Report.superseded_at
    )


def was_decided_on(session: Session, report: Report) -> bool:
    """Whether a decision on it ended it, such as a deferral; else it was taken back."""
    return (
        session.scalar(select(Report.id).where(Report.id == report.id, _decided_on())) is not None
    )


def list_points_before(session: Session, actor: Actor, journey: Journey) -> Sequence[ReplyPoint]:
    """What the setting said of the facts of the report that was taken back last."""
    earlier = list_earlier(session, actor, journey)
    if not earlier:
        return []
    of_it = select(func.max(Reply.id)).where(Reply.report_id == earlier[0].report.id)
    found = select(ReplyPoint).where(ReplyPoint.reply_id == of_it.scalar_subquery())
    return session.scalars(found.order_by(ReplyPoint.id)).all()


def find_next(session: Session, actor: Actor, journey: Journey, report: Report) -> Report | None:
    """The version that came after one, as far as the actor may read it."""
    return session.scalar(
        _open_to(actor, journey)
        .where(Report.number > report.number)
        .order_by(Report.number)
        .limit(1)
    )


def judgements_in(session: Session, journey: Journey, report: Report) -> Mapping[str, Judgement]:
    """The assessor's judgements as they stood when the report was shared; now, while it is not."""
    query = select(Judgement).where(
        Judgement.journey_id == journey.id,
        Judgement.authority_id == report.authority_id,
        Judgement.judge == Judge.ASSESSOR,
    )
    at = report.shared_at
    if at is None:
        query = query.where(Judgement.superseded_at.is_(None))
    else:
        standing = or_(Judgement.superseded_at.is_(None), Judgement.superseded_at > at)
        query = query.where(Judgement.at <= at, standing)
    return {one.criterion: one for one in session.scalars(query.order_by(Judgement.id))}
