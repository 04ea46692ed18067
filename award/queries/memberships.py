"""Finds the membership by which somebody acts at a setting."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.storage.accounts import Membership


def find_own(session: Session, actor: Actor) -> Membership | None:
    """The actor's own part where they act; None for who acts on a setting's behalf."""
    if actor.user_id is None or actor.on_behalf:
        return None
    return session.scalar(
        select(Membership).where(
            Membership.user_id == actor.user_id,
            Membership.authority_id == actor.authority_id,
            Membership.setting_id == actor.setting_id,
            Membership.role == actor.role,
            Membership.ended_at.is_(None),
        )
    )
