"""Whether somebody leads at the setting of a journey, or has been asked to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation, Membership, User
from award.storage.journeys import Application, Journey


def is_led(at: datetime) -> ColumnElement[bool]:
    """The journey's setting has a lead, or an invitation to lead it that is still open."""
    return or_(
        exists().where(
            Membership.setting_id == Journey.setting_id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        ),
        exists().where(
            Invitation.setting_id == Journey.setting_id,
            Invitation.role == Role.LEAD,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        ),
    )


def has_lead(session: Session, journey: Journey, *, at: datetime) -> bool:
    """The same, asked of one journey."""
    return bool(session.scalar(select(is_led(at)).where(Journey.id == journey.id)))


def find_named_lead(session: Session, setting_id: int) -> tuple[str, str]:
    """The name and the address of the lead in an open journey's application that was sent."""
    row = session.execute(
        select(Application.lead_name, Application.lead_email)
        .join(Journey, Journey.id == Application.journey_id)
        .where(
            Journey.setting_id == setting_id,
            Journey.ended_at.is_(None),
            Journey.stage != Stage.DRAFT,
        )
    ).first()
    return (row[0], row[1]) if row is not None else ("", "")


def leads_of(session: Session, authority_id: int, setting_ids: Sequence[int]) -> dict[int, str]:
    """Who leads at each of these settings of the authority, by setting; the first to come."""
    rows = session.execute(
        select(Membership.setting_id, User.name)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.authority_id == authority_id,
            Membership.setting_id.in_(setting_ids),
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id.desc())
    )
    return {setting_id: name for setting_id, name in rows if setting_id is not None}
