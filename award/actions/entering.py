"""Enters settings, accounts and roles by hand, where no register and no invitation brings them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.identifying import number_first
from award.domain.kinds import Kind
from award.domain.people import (
    ASSIGNED_ROLES,
    AUTHORITY_ROLES,
    ROLE_NAMES,
    SETTING_ROLES,
    Actor,
    Role,
)
from award.domain.refusals import NotAllowed, NotReady
from award.storage import authorities
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority
from award.storage.db import hold, session_of
from award.storage.settings import Group, Setting

MAY_ENTER: Final = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
Place = Authority | Setting | Group


class Known(TypedDict, total=False):
    """What may be known of a setting that is written down by hand; the rest stays blank."""

    address: str
    ward: str
    easting: int
    northing: int
    phase: str
    low_age: int
    high_age: int
    size: int
    telephone: str
    website: str
    open_weekdays: Sequence[int]
    group_id: int
    is_authority_own: bool


def add_setting(
    session: Session,
    authority: Authority,
    *,
    name: str,
    kind_code: str,
    by: Actor,
    at: datetime,
    postcode: str | None = None,
    official_number: str = "",
    **known: Unpack[Known],
) -> Setting:
    """A setting written down by hand; hidden where its kind usually is.

    Refuses a kind that the authority does not have or has retired, a place that is there already,
    and an official number that is none of its kind's or is that of another setting.
    """
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator adds a setting.")
    wanted = " ".join(name.split())
    if not wanted:
        raise NotReady("Write the name of the setting.")
    kind = _offered_kind(session, authority, kind_code)
    if _is_there(session, authority, wanted, postcode):
        where = f" at {postcode}" if postcode else ""
        raise NotReady(f"{wanted}{where} is there already. Add its postcode if it is another one.")
    setting = Setting(
        authority_id=authority.id,
        kind_id=kind.id,
        name=wanted,
        postcode=postcode,
        is_hidden=Kind.from_content(kind.content).hidden_by_default,
        created_at=at,
        **known,
    )
    session.add(setting)
    session.flush()
    hold(setting)
    number_first(setting, Kind.from_content(kind.content), official_number, at=at)
    return setting


def _offered_kind(session: Session, authority: Authority, code: str) -> authorities.Kind:
    kind = find_kind(session, authority, code)
    if kind is None:
        raise NotReady(f"There is no kind of setting called “{code}”. Choose one of the list.")
    if kind.retired_at is not None:
        raise NotReady(f"{kind.label} is not offered any more. Choose another kind.")
    return kind


def find_kind(session: Session, authority: Authority, code: str) -> authorities.Kind | None:
    """The authority's row for a kind of setting."""
    return session.scalar(
        select(authorities.Kind).where(
            authorities.Kind.authority_id == authority.id, authorities.Kind.code == code
        )
    )


def _is_there(session: Session, authority: Authority, name: str, postcode: str | None) -> bool:
    same = select(Setting.id).where(
        Setting.authority_id == authority.id,
        func.lower(Setting.name) == name.lower(),
        Setting.postcode.is_not_distinct_from(postcode),
    )
    return session.scalar(same.limit(1)) is not None


def open_account(
    session: Session, *, email: str, name: str, at: datetime, password_hash: str | None = None
) -> User:
    """A person's account, without any role yet. Refuses an address that already has one."""
    wanted = email.strip().lower()
    if "@" not in wanted or not name.strip():
        raise NotReady("Write the person’s name and their e-mail address.")
    if session.scalar(select(User.id).where(User.email == wanted)) is not None:
        raise NotReady(f"{wanted} already has an account. Give that account the role instead.")
    user = User(
        email=wanted,
        name=" ".join(name.split()),
        password_hash=password_hash,
        password_changed_at=at if password_hash else None,
        created_at=at,
    )
    session.add(user)
    session.flush()
    return user


def name_member(
    user: User, role: Role, place: Place, *, by: Actor, at: datetime, is_outside: bool = False
) -> Membership:
    """Give a person a role at an authority, a setting or a group.

    Refuses a role that does not belong to such a place, a closed account, and a role that the
    person already has there. ``is_outside`` marks a panel member from another authority.
    """
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator gives somebody a role by hand.")
    if role not in _roles_at(place):
        raise NotReady(f"The role “{ROLE_NAMES[role]}” does not belong to this kind of place.")
    if user.ended_at is not None:
        raise NotReady(f"The account of {user.name} is closed. Open a new one first.")
    session = session_of(user)
    where = _keys_of(place)
    held = select(Membership.id).filter_by(user_id=user.id, role=role, ended_at=None, **where)
    if session.scalar(held.limit(1)) is not None:
        raise NotReady(f"{user.name} is already {ROLE_NAMES[role]} at {place.name}.")
    member = Membership(user_id=user.id, role=role, is_outside=is_outside, started_at=at, **where)
    session.add(member)
    session.flush()
    return member


def _roles_at(place: Place) -> frozenset[Role]:
    if isinstance(place, Setting):
        return SETTING_ROLES
    if isinstance(place, Group):
        return frozenset({Role.GROUP_VIEWER})
    return AUTHORITY_ROLES | ASSIGNED_ROLES


def _keys_of(place: Place) -> dict[str, int | None]:
    """The columns of a membership that say where it is; a group belongs to no one authority."""
    none: dict[str, int | None] = {"authority_id": None, "setting_id": None, "group_id": None}
    if isinstance(place, Setting):
        return {**none, "authority_id": place.authority_id, "setting_id": place.id}
    if isinstance(place, Group):
        return {**none, "group_id": place.id}
    return {**none, "authority_id": place.id}
