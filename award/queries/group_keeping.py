"""The groups that an authority keeps: their settings, and who looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import Actor, Role
from award.storage.accounts import Invitation, Membership, User
from award.storage.evidence import EvidenceItem, EvidenceShare
from award.storage.settings import Group, Setting, is_known_to


@dataclass(frozen=True)
class GroupLine:
    """A group with how many of the authority's settings and viewers it has."""

    group: Group
    settings: int
    viewers: int


def list_groups(session: Session, actor: Actor) -> list[GroupLine]:
    """The groups that the authority knows, by name."""
    settings = (
        select(func.count())
        .where(Setting.group_id == Group.id, Setting.authority_id == actor.authority_id)
        .correlate(Group)
        .scalar_subquery()
    )
    viewers = (
        select(func.count())
        .where(
            Membership.group_id == Group.id,
            Membership.authority_id == actor.authority_id,
            Membership.ended_at.is_(None),
        )
        .correlate(Group)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Group, settings, viewers)
        .where(is_known_to(actor.authority_id))
        .order_by(func.lower(Group.name), Group.id)
    )
    return [GroupLine(*row) for row in rows]


def find_group(session: Session, actor: Actor, group_id: int) -> Group | None:
    """A group that the authority knows."""
    return session.scalar(
        select(Group).where(Group.id == group_id, is_known_to(actor.authority_id))
    )


def list_settings_in(session: Session, actor: Actor, group: Group) -> Sequence[Setting]:
    """The authority's settings of a group, by name."""
    return session.scalars(
        select(Setting)
        .where(Setting.group_id == group.id, Setting.authority_id == actor.authority_id)
        .options(joinedload(Setting.kind))
        .order_by(func.lower(Setting.name), Setting.id)
    ).all()


def count_elsewhere(session: Session, actor: Actor, group: Group) -> int:
    """How many settings of a group belong to other authorities."""
    query = select(func.count()).where(
        Setting.group_id == group.id, Setting.authority_id != actor.authority_id
    )
    return session.scalar(query) or 0


def list_viewers(session: Session, actor: Actor, group: Group) -> Sequence[Membership]:
    """Who looks at the authority's settings of a group."""
    return session.scalars(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.group_id == group.id,
            Membership.authority_id == actor.authority_id,
            Membership.role == Role.GROUP_VIEWER,
            Membership.ended_at.is_(None),
        )
        .options(joinedload(Membership.user))
        .order_by(User.name, Membership.id)
    ).all()


def list_asked_to_look(
    session: Session, actor: Actor, group: Group, *, at: datetime
) -> Sequence[Invitation]:
    """The invitations to a group that are still open."""
    return session.scalars(
        select(Invitation)
        .where(
            Invitation.group_id == group.id,
            Invitation.authority_id == actor.authority_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
        .order_by(Invitation.created_at, Invitation.id)
    ).all()


def count_shares(session: Session, place: Setting) -> int:
    """How many shares of evidence join a setting to others of its group."""
    query = (
        select(func.count(EvidenceShare.id))
        .join(EvidenceItem, EvidenceItem.id == EvidenceShare.item_id)
        .where(
            EvidenceShare.authority_id == place.authority_id,
            EvidenceShare.ended_at.is_(None),
            or_(EvidenceShare.setting_id == place.id, EvidenceItem.setting_id == place.id),
        )
    )
    return session.scalar(query) or 0
