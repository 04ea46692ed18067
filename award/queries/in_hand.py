"""What somebody has in hand for an authority, as it stands before one of their roles ends."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from award.domain.people import ASSIGNED_ROLES, Role
from award.storage.accounts import Membership, User
from award.storage.authorities import Cover
from award.storage.journeys import Assignment
from award.storage.visits import Visit
from award.storage.working import NEEDS_VISITOR


@dataclass(frozen=True)
class InHand:
    """What goes back when a role ends: journeys with a part, visits, and whom they stand in for."""

    journeys: int
    visits: int
    stands_in_for: tuple[str, ...]


def find_in_hand(session: Session, member: Membership, today: date) -> InHand:
    """What goes back with this role. A part stays with whoever has another role that plays it."""
    is_coordinator = member.role is Role.COORDINATOR
    others = session.scalars(
        select(Membership.role).where(
            Membership.user_id == member.user_id,
            Membership.authority_id == member.authority_id,
            Membership.setting_id.is_(None),
            Membership.ended_at.is_(None),
            Membership.id != member.id,
        )
    )
    keeps = bool({*others} & {*ASSIGNED_ROLES, Role.COORDINATOR})
    plays = is_coordinator or member.role in ASSIGNED_ROLES
    return InHand(
        0 if keeps or not plays else _count_journeys(session, member),
        _count_visits(session, member, own=is_coordinator, others=plays and not keeps),
        tuple(_stood_in_for(session, member, today)) if is_coordinator else (),
    )


def _count_journeys(session: Session, member: Membership) -> int:
    parts = select(func.count(Assignment.journey_id.distinct())).where(
        Assignment.authority_id == member.authority_id,
        Assignment.user_id == member.user_id,
        Assignment.ended_at.is_(None),
    )
    return session.scalar(parts) or 0


def _count_visits(session: Session, member: Membership, *, own: bool, others: bool) -> int:
    made: list[ColumnElement[bool]] = []
    made += [Visit.visitor_role == Role.COORDINATOR] if own else []
    made += [Visit.visitor_role != Role.COORDINATOR] if others else []
    if not made:
        return 0
    visits = select(func.count(Visit.id)).where(
        Visit.authority_id == member.authority_id,
        Visit.visitor_id == member.user_id,
        Visit.state.in_(NEEDS_VISITOR),
        Visit.superseded_at.is_(None),
        or_(*made),
    )
    return session.scalar(visits) or 0


def _stood_in_for(session: Session, member: Membership, today: date) -> list[str]:
    names = (
        select(User.name)
        .join(Cover, Cover.user_id == User.id)
        .where(
            Cover.authority_id == member.authority_id,
            Cover.cover_user_id == member.user_id,
            Cover.until_on >= today,
        )
        .order_by(Cover.from_on, Cover.id)
    )
    return list(dict.fromkeys(session.scalars(names)))
