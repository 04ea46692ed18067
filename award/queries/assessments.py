"""Finds judgements and the shared report for who is looking."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.assessments import Judge, Judgement, Report
from award.storage.journeys import Journey
from award.storage.standing import live_report


def _standing(actor: Actor, journey: Journey) -> Select[Judgement]:
    return select(Judgement).where(
        Judgement.journey_id == journey.id,
        Judgement.authority_id == actor.authority_id,
        Judgement.superseded_at.is_(None),
    )


def list_judgements(
    session: Session, actor: Actor, journey: Journey
) -> dict[tuple[str, Judge], Judgement]:
    """The judgements that stand, by criterion and judge."""
    rows = session.scalars(_standing(actor, journey))
    return {(one.criterion, one.judge): one for one in rows}


def judgements_of(
    session: Session, actor: Actor, journey: Journey, judge: Judge
) -> dict[str, Judgement]:
    """One judge's standing judgements, by criterion."""
    rows = session.scalars(_standing(actor, journey).where(Judgement.judge == judge))
    return {one.criterion: one for one in rows}


def find_judgement(
    session: Session, actor: Actor, journey: Journey, judge: Judge, code: str
) -> Judgement | None:
    """One judge's standing judgement of one criterion."""
    return judgements_of(session, actor, journey, judge).get(code)


def find_shared_report(session: Session, actor: Actor, journey: Journey) -> Report | None:
    """The report that was shared and not taken back."""
    found = live_report(journey)
    is_here = found is not None and found.authority_id == actor.authority_id
    return found if found is not None and is_here and found.shared_at is not None else None
