"""Whether somebody leads at the setting of a journey, or has been asked to."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.storage.accounts import Invitation, Membership
from award.storage.journeys import Journey


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
