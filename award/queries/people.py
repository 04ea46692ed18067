"""Finds people: by what they know (an address, a token), and by the roles that they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    exists,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, joinedload

from award.domain.people import ASSIGNED_ROLES, Actor, Role
from award.storage.accounts import (
    AddressChange,
    Invitation,
    Membership,
    PasswordReset,
    SignIn,
    User,
)
from award.storage.authorities import Authority
from award.storage.db import Moment
from award.storage.journeys import Assignment, Journey
from award.storage.settings import Group, Setting


@dataclass(frozen=True)
class Part:
    """One role that somebody holds now, with the place where they hold it, in words too.

    ``new_since`` is when they came in, until they leave the first steps of that room.
    """

    role: Role
    authority_id: int | None = None
    authority_code: str = ""
    setting_id: int | None = None
    group_id: int | None = None
    place: str = ""
    new_since: datetime | None = field(default=None, compare=False)


def find_user(session: Session, email: str) -> User | None:
    """The open account with this address, written in any case."""
    return session.scalar(
        select(User).where(User.email == email.strip().lower(), User.ended_at.is_(None))
    )


def find_sign_in(session: Session, digest: str) -> SignIn | None:
    """The sign-in that this token began, whether it still holds or not."""
    return session.scalar(SIGN_IN, {"digest": digest})


def list_sign_ins(session: Session, user_id: int, *, at: datetime) -> Sequence[SignIn]:
    """Where somebody is signed in now, newest first."""
    return session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    ).all()


def find_invitation(session: Session, digest: str, *, at: datetime) -> Invitation | None:
    """The invitation that this token opens, as long as it does."""
    return session.scalar(
        select(Invitation).where(
            Invitation.digest == digest,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
    )


def find_reset(session: Session, digest: str, *, at: datetime) -> PasswordReset | None:
    """The way back in that this token opens, as long as it does."""
    return session.scalar(
        select(PasswordReset).where(
            PasswordReset.digest == digest,
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > at,
        )
    )


def find_address_change(session: Session, digest: str, *, at: datetime) -> AddressChange | None:
    """The change of address that this token opens, as long as it does."""
    return session.scalar(
        select(AddressChange).where(
            AddressChange.digest == digest,
            AddressChange.used_at.is_(None),
            AddressChange.expires_at > at,
        )
    )


def find_setting(session: Session, setting_id: int) -> Setting | None:
    """The setting with this number, for those who were found to belong there."""
    return session.get(
        Setting, setting_id, options=(joinedload(Setting.authority), joinedload(Setting.kind))
    )


# PostgreSQL asks that the columns of both halves of a union are of one type.
NO_NUMBER: Final = cast(null(), BigInteger)
NO_WORDS: Final = cast(null(), String)
NO_MOMENT: Final = cast(null(), Moment())


def list_parts(session: Session, user_id: int) -> list[Part]:
    """Every role that somebody holds now, in the order of the roles; one query, anew each time."""
    rows = session.execute(PARTS, {"user_id": user_id})
    found: dict[Part, Part] = {}
    for role, authority_id, setting_id, group_id, code, at, named, grouped, since in rows:
        place = named or grouped or at or ""
        one = Part(Role(str(role)), authority_id, code or "", setting_id, group_id, place, since)
        if since is not None or one not in found:
            found[one] = one
    order = list(Role)
    return sorted(found.values(), key=lambda one: (order.index(one.role), one.place))


def _memberships() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Membership.role,
            case((Membership.group_id.is_(None), Membership.authority_id)),
            Membership.setting_id,
            Membership.group_id,
            case((Membership.group_id.is_(None), Authority.code)),
            Authority.name,
            Setting.name,
            Group.name,
            case((Membership.first_steps_left_at.is_(None), Membership.started_at)),
        )
        .outerjoin(Authority, Authority.id == Membership.authority_id)
        .outerjoin(Setting, Setting.id == Membership.setting_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(Membership.user_id == bindparam("user_id"), Membership.ended_at.is_(None))
    )


def _assignments() -> Select[*tuple[Any, ...]]:
    """The parts that somebody plays in journeys, each once, in the columns of memberships."""
    return (
        select(
            Assignment.kind, Authority.id, NO_NUMBER, NO_NUMBER, Authority.code, Authority.name,
            NO_WORDS, NO_WORDS, NO_MOMENT,
        )
        .join(Authority, Authority.id == Assignment.authority_id)
        .where(Assignment.user_id == bindparam("user_id"), Assignment.ended_at.is_(None))
        .distinct()
    )  # fmt: skip


# Each request asks these two, so they are put together once.
PARTS: Final = _memberships().union_all(_assignments())
SIGN_IN: Final = (
    select(SignIn).where(SignIn.digest == bindparam("digest")).options(joinedload(SignIn.user))
)


def list_assigned_roles(session: Session, user_id: int, *, setting_id: int) -> list[Role]:
    """The parts that somebody plays in the open journey of a setting."""
    rows = session.scalars(
        select(Assignment.kind)
        .join(Journey, Journey.id == Assignment.journey_id)
        .where(
            Assignment.user_id == user_id,
            Assignment.ended_at.is_(None),
            Journey.setting_id == setting_id,
            Journey.ended_at.is_(None),
        )
    )
    kinds = {str(kind) for kind in rows}
    return [role for role in Role if role in ASSIGNED_ROLES and role in kinds]


def list_people(session: Session, actor: Actor) -> Sequence[Membership]:
    """Who belongs where the actor acts: to the setting in a setting's role, else the authority."""
    query = (
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.ended_at.is_(None),
            Membership.authority_id == actor.authority_id,
            Membership.group_id.is_(None),
        )
        .options(joinedload(Membership.user))
        .order_by(User.name, Membership.id)
    )
    return session.scalars(query.where(Membership.setting_id == actor.setting_id)).all()


def is_shown_to_viewer(actor: Actor) -> ColumnElement[bool]:
    """Of a setting: that it is of the viewer's group, and that its authority let them see it."""
    return exists().where(
        Membership.user_id == actor.user_id,
        Membership.role == Role.GROUP_VIEWER,
        Membership.ended_at.is_(None),
        Membership.group_id == actor.group_id,
        Membership.group_id == Setting.group_id,
        or_(Membership.authority_id.is_(None), Membership.authority_id == Setting.authority_id),
    )


def list_invitations(session: Session, actor: Actor, *, at: datetime) -> Sequence[Invitation]:
    """The invitations that are still open where the actor acts."""
    return session.scalars(
        select(Invitation)
        .where(
            Invitation.authority_id == actor.authority_id,
            Invitation.setting_id == actor.setting_id,
            Invitation.group_id.is_(None),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
        .order_by(Invitation.created_at, Invitation.id)
    ).all()
