"""Finds the membership by which somebody acts at an authority, a setting or a group."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import ASSIGNED_ROLES, Actor
from award.storage.accounts import Membership


def find_own(session: Session, actor: Actor) -> Membership | None:
    """The actor's own part where they act; None for who acts on a setting's behalf.

    Adviser, assessor and second are one part: who holds one of them is assigned as any.
    """
    if actor.user_id is None or actor.on_behalf:
        return None
    group, place = actor.group_id, Membership.authority_id == actor.authority_id
    roles = ASSIGNED_ROLES if actor.role in ASSIGNED_ROLES else {actor.role}
    return session.scalar(
        select(Membership)
        .where(
            Membership.user_id == actor.user_id,
            place if group is None else Membership.group_id == group,
            Membership.setting_id == actor.setting_id,
            Membership.group_id == actor.group_id,
            Membership.role.in_(roles),
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.first_steps_left_at.is_not(None), Membership.id)
        .limit(1)
    )
