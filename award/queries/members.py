"""The people of an authority and of its settings, looked for by name, by role, by page."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import SETTING_ROLES, Actor, Role
from award.queries.lists import PAGE_SIZE, Page, within
from award.queries.words import has_words
from award.storage.accounts import Membership, User
from award.storage.settings import Setting

A_PAGE: Final = 50


def count_members(session: Session, actor: Actor, *, search: str = "", role: str = "") -> int:
    """How many people, each once for each of their roles, fit."""
    wanted = _members(actor, search, role).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def list_members(
    session: Session, actor: Actor, *, search: str = "", role: str = "", page: int = 1
) -> Sequence[Membership]:
    """Who works for the actor's authority, by name, a page at a time."""
    return session.scalars(
        _members(actor, search, role)
        .options(joinedload(Membership.user))
        .order_by(User.name, Membership.id)
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    ).all()


def find_member(session: Session, actor: Actor, membership_id: int) -> Membership | None:
    """One role that somebody holds at the actor's authority now."""
    return session.scalar(_members(actor, "", "").where(Membership.id == membership_id))


def list_people_of_settings(
    session: Session, actor: Actor, *, search: str = "", role: Role | None = None, page: int
) -> Page[Any]:
    """One page of everybody who has a role at a setting: (membership, user, setting).

    ``search`` finds names, addresses and what their settings are called.
    """
    query = (
        select(Membership, User, Setting)
        .join(User, User.id == Membership.user_id)
        .join(Setting, Setting.id == Membership.setting_id)
        .where(
            Setting.authority_id == actor.authority_id,
            Membership.role.in_(SETTING_ROLES if role is None else (role,)),
            Membership.ended_at.is_(None),
        )
    )
    if search:
        asked = (User.name, User.email, Setting.name)
        query = query.where(has_words(search, *asked))
    total = session.scalar(query.with_only_columns(func.count())) or 0
    number = within(page, total)
    rows = session.execute(
        query.options(joinedload(Setting.kind))
        .order_by(func.lower(Setting.name), User.name, Membership.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, number, total)


def _members(actor: Actor, search: str, role: str) -> Select[Membership]:
    query = (
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.ended_at.is_(None),
            Membership.authority_id == actor.authority_id,
            Membership.setting_id.is_(None),
            Membership.group_id.is_(None),
        )
    )
    if search:
        query = query.where(has_words(search, User.name, User.email))
    return query.where(Membership.role == role) if role else query


def list_administrators(session: Session, actor: Actor) -> Sequence[User]:
    """Who administers the actor's authority, by name: they invite the people who work there."""
    return session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(User.name, User.id)
    ).all()
