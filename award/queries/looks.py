"""The looks at reports that somebody was asked for, and who could be asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.parts import may_look
from award.domain.people import ASSIGNED_ROLES, Actor
from award.storage.accounts import Membership, User
from award.storage.assessments import Report, ReportLook, live_look
from award.storage.facts import facts_of
from award.storage.journeys import Journey


def find_look(session: Session, actor: Actor, look_id: int) -> tuple[ReportLook, Journey] | None:
    """A look that the actor was asked for, open or closed by now, with its journey."""
    row = session.execute(
        select(ReportLook, Journey)
        .join(Journey, Journey.id == ReportLook.journey_id)
        .where(
            ReportLook.id == look_id,
            ReportLook.authority_id == actor.authority_id,
            ReportLook.colleague_id == actor.user_id,
        )
    ).first()
    return (row[0], row[1]) if row else None


def find_look_at(session: Session, report: Report) -> tuple[ReportLook, User] | None:
    """The look that is asked for, or was given, of a report, with whose it is."""
    row = session.execute(
        live_look(report).join(User, User.id == ReportLook.colleague_id).add_columns(User)
    ).first()
    return (row[0], row[1]) if row else None


def find_report_of(session: Session, look: ReportLook) -> Report:
    """The report that is looked at."""
    return session.get_one(Report, look.report_id)


def list_colleagues(
    session: Session, actor: Actor, journey: Journey, *, at: datetime
) -> Sequence[User]:
    """Who else advises or assesses for the actor's authority and may look at the report."""
    facts = facts_of(journey, at=at)
    others = session.scalars(
        select(User)
        .where(
            User.id != actor.user_id,
            User.ended_at.is_(None),
            User.id.in_(
                select(Membership.user_id).where(
                    Membership.authority_id == actor.authority_id,
                    Membership.role.in_(ASSIGNED_ROLES),
                    Membership.ended_at.is_(None),
                )
            ),
        )
        .order_by(User.name, User.id)
    )
    return [one for one in others if may_look(one.id, facts)]
