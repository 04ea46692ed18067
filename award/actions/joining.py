"""Gives people their roles, changes them and lets people go; somebody has to stay."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.ending_links import end_links_of
from award.actions.leaving import let_go_of_work
from award.actions.signing import end_sign_ins
from award.actions.telling import Recipient, write_letter
from award.domain.people import (
    ASSIGNED_ROLES,
    AUTHORITY_ROLES,
    ROLE_NAMES,
    SETTING_ROLES,
    Actor,
    Role,
)
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority
from award.storage.db import must_be_held, session_of
from award.storage.settings import Setting

MUST_STAY: Final = frozenset({Role.LEAD, Role.COORDINATOR, Role.ADMINISTRATOR})
Place = Setting | Authority
OF_AUTHORITY: Final = AUTHORITY_ROLES | ASSIGNED_ROLES


def give_role(
    session: Session,
    user: User,
    role: Role,
    *,
    authority_id: int | None,
    setting_id: int | None = None,
    group_id: int | None = None,
    is_outside: bool = False,
    at: datetime,
) -> Membership:
    """The person's membership in this role; the one they have where they have it."""
    found = session.scalar(
        select(Membership).where(
            Membership.user_id == user.id,
            Membership.role == role,
            Membership.authority_id == authority_id,
            Membership.setting_id == setting_id,
            Membership.group_id == group_id,
            Membership.ended_at.is_(None),
        )
    )
    if found is not None:
        return found
    row = Membership(
        user_id=user.id,
        role=role,
        authority_id=authority_id,
        setting_id=setting_id,
        group_id=group_id,
        is_outside=is_outside,
        started_at=at,
    )
    session.add(row)
    session.flush()
    return row


def change_role(
    place: Place, membership: Membership, role: Role, *, by: Actor, at: datetime
) -> Membership:
    """Give somebody another role in place of this one. Every sign-in of theirs ends at once.

    So do links that were sent to them for the role that ended.
    """
    must_be_held(place)
    _must_be_at(place, membership)
    must_give(May.REMOVE_PEOPLE, membership.role, place, by)
    must_give(May.INVITE, role, place, by)
    if role is not membership.role:
        somebody_must_stay(membership)
    session = session_of(membership)
    membership.ended_at = at
    session.flush()
    end_sign_ins(session, membership.user_id, at=at)
    given = give_role(
        session,
        membership.user,
        role,
        authority_id=membership.authority_id,
        setting_id=membership.setting_id,
        is_outside=membership.is_outside,
        at=at,
    )
    end_links_of(membership, by=by, at=at)
    let_go_of_work(session, membership, at=at)
    return given


def end_membership(place: Place, membership: Membership, *, by: Actor, at: datetime) -> None:
    """Let somebody go, or let them leave themselves. Their sign-ins end at once, and they are told.

    What they had in hand for an authority goes back to its coordinator. No link that was sent to
    them there lets them in again.

    Raises NotReady for the last lead, coordinator or administrator: another one comes first.
    """
    must_be_held(place)
    _must_be_at(place, membership)
    if by.user_id != membership.user_id:
        must_give(May.REMOVE_PEOPLE, membership.role, place, by)
    somebody_must_stay(membership)
    session = session_of(membership)
    membership.ended_at = at
    end_sign_ins(session, membership.user_id, at=at)
    end_links_of(membership, by=by, at=at)
    let_go_of_work(session, membership, at=at)
    write_letter(
        session,
        "role_ended",
        Recipient(membership.user.email, membership.user.name, "/"),
        authority=place.authority if isinstance(place, Setting) else place,
        at=at,
        key=f"role_ended:{membership.id}",
        fields={"role": f"{ROLE_NAMES[membership.role]}, {place.name}"},
        setting=place if isinstance(place, Setting) else None,
    )


def must_give(may: May, role: Role, place: Place, by: Actor) -> None:
    """Refuse roles that are not the actor's to give: beyond their walls, or of the other kind."""
    of_authority = isinstance(place, Authority)
    fits = role in (OF_AUTHORITY if of_authority else SETTING_ROLES)
    if not fits or not allows(may, by.role, Situation(of_authority=of_authority)):
        raise NotAllowed("This role is not yours to give or to take.")
    owner = place.id if isinstance(place, Authority) else place.authority_id
    if by.authority_id not in (owner, None) or (by.authority_id is None and not of_authority):
        raise NotFound
    if isinstance(place, Setting) and by.role in SETTING_ROLES and by.setting_id != place.id:
        raise NotFound


def _must_be_at(place: Place, membership: Membership) -> None:
    if isinstance(place, Setting):
        here = membership.setting_id == place.id
    else:
        here = membership.authority_id == place.id and membership.setting_id is None
    if not here or membership.ended_at is not None:
        raise NotFound


def somebody_must_stay(membership: Membership) -> None:
    """Refuse to let the last lead, coordinator or administrator go. Raises NotReady."""
    if membership.role not in MUST_STAY:
        return
    others = session_of(membership).scalar(
        select(func.count())
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.role == membership.role,
            Membership.authority_id == membership.authority_id,
            Membership.setting_id == membership.setting_id,
            Membership.user_id != membership.user_id,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
    )
    if not others:
        role = ROLE_NAMES[membership.role]
        raise NotReady(f"Name another {role} first: there has to be one")
