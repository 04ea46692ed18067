"""Who works on the award for an authority now, and whether a visit still has who makes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.people import JUDGING, SETTING_ROLES, Role
from award.domain.visits import VisitState
from award.storage.accounts import Membership, User
from award.storage.journeys import Assignment, Journey
from award.storage.settings import Setting, Tie
from award.storage.visits import Visit

# Until its record is with the setting, a visit needs somebody who goes on with it.
NEEDS_VISITOR: Final = (
    VisitState.PROPOSED,
    VisitState.CONFIRMED,
    VisitState.DONE,
    VisitState.WRITTEN_UP,
)


def works_for(user_id: Any, authority_id: Any, *roles: Role) -> ColumnElement[bool]:
    """Whether somebody has a role of the authority now: one of these, or any.

    In a query for users ``User.id`` says of each whether they do.
    """
    account = aliased(User)  # another one than a query for users may ask about
    open_account = exists().where(account.id == user_id, account.ended_at.is_(None))
    held = [
        Membership.user_id == user_id,
        Membership.authority_id == authority_id,
        Membership.setting_id.is_(None),
        Membership.ended_at.is_(None),
    ]
    if roles:
        held.append(Membership.role.in_(roles))
    return and_(open_account, exists().where(*held))


def is_working(session: Session, user_id: int, authority_id: int, *roles: Role) -> bool:
    """The same, asked of one person."""
    return bool(session.scalar(select(works_for(user_id, authority_id, *roles))))


def list_coordinators(session: Session, authority_id: int | None) -> Sequence[User]:
    """Who coordinates the award for the authority now, by name."""
    coordinates = works_for(User.id, authority_id, Role.COORDINATOR)
    return session.scalars(select(User).where(coordinates).order_by(User.name, User.id)).all()


def coordinators_beside(
    session: Session, authority_id: int | None, user_id: int | None
) -> list[str]:
    """The names of the authority’s coordinators but for one person."""
    return [one.name for one in list_coordinators(session, authority_id) if one.id != user_id]


def has_visitor() -> ColumnElement[bool]:
    """Whether who is to make a visit still works here, in a part in which they make it.

    Who has declared a tie, or works at the setting or its group now, judges on no visit: the
    coordinator finds somebody else.
    """
    is_assigned = exists().where(
        Assignment.journey_id == Visit.journey_id,
        Assignment.user_id == Visit.visitor_id,
        Assignment.ended_at.is_(None),
    )
    return or_(
        and_(
            Visit.visitor_role == Role.COORDINATOR,
            works_for(Visit.visitor_id, Visit.authority_id, Role.COORDINATOR),
        ),
        and_(
            Visit.visitor_role != Role.COORDINATOR,
            is_assigned,
            works_for(Visit.visitor_id, Visit.authority_id),
            ~and_(
                Visit.visitor_role.in_(JUDGING),
                or_(exists().where(*_ties_declared()), exists().where(*_parts_there())),
            ),
        ),
    )


def _ties_declared() -> tuple[ColumnElement[bool], ...]:
    """In a query for visits: the ties that the visitor has to the setting, as they said."""
    there = aliased(Journey)
    return (
        there.id == Visit.journey_id,
        Tie.setting_id == there.setting_id,
        Tie.user_id == Visit.visitor_id,
        Tie.ended_at.is_(None),
    )


def _parts_there() -> tuple[ColumnElement[bool], ...]:
    """In a query for visits: the roles that the visitor has at the setting or in its group now."""
    there, place = aliased(Journey), aliased(Setting)
    return (
        there.id == Visit.journey_id,
        place.id == there.setting_id,
        Membership.user_id == Visit.visitor_id,
        works_there(place),
    )


def works_there(place: Any) -> ColumnElement[bool]:
    """In a query for memberships and settings: a role at the setting or in its group, held now."""
    at_setting = and_(Membership.setting_id == place.id, Membership.role.in_(SETTING_ROLES))
    return and_(
        Membership.ended_at.is_(None), or_(at_setting, Membership.group_id == place.group_id)
    )


def left_at() -> ColumnElement[datetime]:
    """When whoever was to make a visit left it or said what binds them, as far as it is known."""
    part = select(func.max(Assignment.ended_at)).where(
        Assignment.journey_id == Visit.journey_id, Assignment.user_id == Visit.visitor_id
    )
    role = select(func.max(Membership.ended_at)).where(
        Membership.user_id == Visit.visitor_id,
        Membership.authority_id == Visit.authority_id,
        Membership.setting_id.is_(None),
    )
    tie = select(func.max(Tie.declared_at)).where(*_ties_declared())
    there = select(func.max(Membership.started_at)).where(*_parts_there())
    known = (one.correlate(Visit).scalar_subquery() for one in (part, tie, there, role))
    return func.coalesce(*known, Visit.proposed_at)


def needs_somebody() -> ColumnElement[bool]:
    """Whether nobody can go on with a visit any more: it is to be handed to somebody else."""
    return and_(Visit.state.in_(NEEDS_VISITOR), Visit.superseded_at.is_(None), ~has_visitor())
