"""Finds judgements, the shared report and its reply for who is looking."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.storage.assessments import Judge, Judgement, Reply, Report
from award.storage.journeys import Journey


def judgements_of(
    session: Session, actor: Actor, journey: Journey, judge: Judge
) -> dict[str, Judgement]:
    """One judge's standing judgements, by criterion."""
    rows = session.scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.authority_id == actor.authority_id,
            Judgement.judge == judge,
            Judgement.superseded_at.is_(None),
        )
    )
    return {one.criterion: one for one in rows}


def find_judgement(
    session: Session, actor: Actor, journey: Journey, judge: Judge, code: str
) -> Judgement | None:
    """One judge's standing judgement of one criterion."""
    return judgements_of(session, actor, journey, judge).get(code)


def find_shared_report(session: Session, actor: Actor, journey: Journey) -> Report | None:
    """The report that was shared and not taken back."""
    return session.scalar(
        select(Report).where(
            Report.journey_id == journey.id,
            Report.authority_id == actor.authority_id,
            Report.superseded_at.is_(None),
            Report.shared_at.is_not(None),
        )
    )


def find_reply(session: Session, actor: Actor, report: Report) -> Reply | None:
    """The setting's reply to a report, with its points."""
    return session.scalar(
        select(Reply)
        .where(
            Reply.report_id == report.id,
            Reply.authority_id == actor.authority_id,
            Reply.superseded_at.is_(None),
        )
        .options(selectinload(Reply.points))
    )
