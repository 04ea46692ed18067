"""What a journey holds, for those who read it: actions, evidence, judgements, visits, decisions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement, Report
from award.storage.awards import Award
from award.storage.decisions import Appeal, Condition, Decision, Meeting, Vote
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.visits import Visit


def list_judgements(
    session: Session, actor: Actor, journey: Journey
) -> dict[tuple[str, Judge], Judgement]:
    """The judgements that stand, by criterion and judge."""
    rows = session.scalars(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.authority_id == actor.authority_id,
            Judgement.superseded_at.is_(None),
        )
    )
    return {(one.criterion, one.judge): one for one in rows}


def list_visits(session: Session, actor: Actor, journey: Journey) -> Sequence[Any]:
    """The visits of a journey with who comes: (visit, user), the newest first."""
    return session.execute(
        select(Visit, User)
        .join(User, User.id == Visit.visitor_id)
        .where(Visit.journey_id == journey.id, Visit.authority_id == actor.authority_id)
        .order_by(Visit.proposed_at.desc(), Visit.id.desc())
    ).all()


def find_visit(session: Session, actor: Actor, journey: Journey, visit_id: int) -> Visit | None:
    """A visit of this journey."""
    return session.scalar(
        select(Visit)
        .where(
            Visit.id == visit_id,
            Visit.journey_id == journey.id,
            Visit.authority_id == actor.authority_id,
        )
        .options(selectinload(Visit.notes))
    )


def parts_of(session: Session, actor: Actor, journey: Journey) -> frozenset[AssignmentKind]:
    """The parts that the person who looks has in this journey now, whatever role they act in."""
    return frozenset(
        session.scalars(
            select(Assignment.kind).where(
                Assignment.journey_id == journey.id,
                Assignment.user_id == actor.user_id,
                Assignment.ended_at.is_(None),
            )
        )
    )


def list_votes(session: Session, actor: Actor, report: Report | None) -> Sequence[Any]:
    """The votes on a report that stand: (vote, user)."""
    if report is None:
        return []
    return session.execute(
        select(Vote, User)
        .join(User, User.id == Vote.user_id)
        .where(
            Vote.report_id == report.id,
            Vote.authority_id == actor.authority_id,
            Vote.set_aside_at.is_(None),
        )
        .order_by(Vote.at, Vote.id)
    ).all()


def find_meeting(session: Session, report: Report | None) -> Meeting | None:
    """The meeting that decided on a report, where one was recorded."""
    if report is None:
        return None
    return session.scalar(
        select(Meeting).where(Meeting.report_id == report.id, Meeting.set_aside_at.is_(None))
    )


def find_decision(session: Session, actor: Actor, journey: Journey) -> Decision | None:
    """The decision that stands."""
    return session.scalar(
        select(Decision).where(
            Decision.journey_id == journey.id,
            Decision.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
        )
    )


def list_conditions(session: Session, actor: Actor, journey: Journey) -> Sequence[Condition]:
    """The conditions of the decision that stands, the earliest day first."""
    return session.scalars(
        select(Condition)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(
            Condition.journey_id == journey.id,
            Condition.authority_id == actor.authority_id,
            Decision.superseded_at.is_(None),
        )
        .order_by(Condition.due_on, Condition.id)
    ).all()


def list_appeals(session: Session, actor: Actor, journey: Journey) -> Sequence[Appeal]:
    """The appeals of a journey, the newest first."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.journey_id == journey.id, Appeal.authority_id == actor.authority_id)
        .order_by(Appeal.lodged_at.desc(), Appeal.id.desc())
    ).all()


def find_award_of(session: Session, actor: Actor, journey: Journey) -> Award | None:
    """The award that came of a journey."""
    return session.scalar(
        select(Award).where(
            Award.journey_id == journey.id, Award.authority_id == actor.authority_id
        )
    )
