"""Finds authorities, and what each of them publishes: its framework and its kinds of setting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, undefer

from award.domain.people import Actor, Role
from award.queries.words import has_words
from award.storage.accounts import Invitation, Membership
from award.storage.authorities import Authority, Framework, Kind
from award.storage.frameworks import current_framework
from award.storage.journeys import Journey
from award.storage.scheme import Logo
from award.storage.settings import Setting

A_PAGE: Final = 50


def find_authority(session: Session, code: str) -> Authority | None:
    """The authority with this code."""
    return session.scalar(select(Authority).where(Authority.code == code))


def list_authorities(session: Session) -> Sequence[Authority]:
    """Every authority of this installation, by name."""
    return session.scalars(select(Authority).order_by(Authority.name)).all()


def find_current_framework(
    session: Session, authority_id: int, *, with_text: bool = False
) -> Framework | None:
    """The framework that new journeys begin with; its text is read when it is asked for."""
    found = current_framework(authority_id)
    return session.scalar(found.options(undefer(Framework.text)) if with_text else found)


def find_framework_draft(session: Session, actor: Actor) -> Framework | None:
    """The next version of the actor's authority, while it is worked on; with its tables."""
    return session.scalar(
        select(Framework)
        .where(Framework.authority_id == actor.authority_id, Framework.published_at.is_(None))
        .options(undefer(Framework.draft))
    )


def count_journeys_by_version(session: Session, actor: Actor) -> list[tuple[str, int]]:
    """How many open journeys of the authority follow each version that was published."""
    rows = session.execute(
        select(Framework.version, func.count(Journey.id))
        .outerjoin(Journey, (Journey.framework_id == Framework.id) & Journey.ended_at.is_(None))
        .where(Framework.authority_id == actor.authority_id, Framework.published_at.is_not(None))
        .group_by(Framework.id, Framework.version)
        .order_by(Framework.id)
    )
    return [(version, number) for version, number in rows]


def find_logo(session: Session, authority_id: int) -> Logo | None:
    """The authority's logo, which everybody may see."""
    return session.scalar(select(Logo).where(Logo.authority_id == authority_id))


def list_kinds(session: Session, authority_id: int) -> Sequence[Kind]:
    """The kinds of setting that the authority knows, in the order in which they were added."""
    return session.scalars(
        select(Kind).where(Kind.authority_id == authority_id).order_by(Kind.id)
    ).all()


def list_offered_kinds(
    session: Session, authority_id: int, *, also: int | None = None
) -> Sequence[Kind]:
    """The kinds that a setting can get, in the order in which they were added.

    ``also`` is the number of one that a setting has already, retired or not.
    """
    return session.scalars(
        select(Kind)
        .where(Kind.authority_id == authority_id, or_(Kind.retired_at.is_(None), Kind.id == also))
        .order_by(Kind.id)
    ).all()


INVITED: Final = (
    select(func.count(Invitation.id))
    .where(
        Invitation.authority_id == Authority.id,
        Invitation.role == Role.COORDINATOR,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    .correlate(Authority)
    .scalar_subquery()
)


@dataclass(frozen=True)
class AuthorityLine:
    """One authority in an administrator's list, with counts and no names of settings.

    ``invited`` are those asked to be coordinators who have not come yet.
    """

    code: str
    name: str
    number_prefix: str
    coordinators: int
    settings: int
    open_journeys: int
    invited: int


def count_administered(session: Session, actor: Actor, *, search: str = "") -> int:
    """How many authorities the actor administers."""
    found = _administered(actor, search).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def list_administered(
    session: Session, actor: Actor, *, search: str = "", page: int = 1
) -> list[AuthorityLine]:
    """The authorities that the actor administers, by name, a page at a time."""
    rows = session.execute(
        _administered(actor, search)
        .order_by(Authority.name)
        .limit(A_PAGE)
        .offset((max(page, 1) - 1) * A_PAGE)
    )
    return [AuthorityLine(*row) for row in rows]


def _administered(actor: Actor, search: str) -> Select[str, str, str, int, int, int, int]:
    coordinators = (
        select(func.count(Membership.id))
        .where(
            Membership.authority_id == Authority.id,
            Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    settings = (
        select(func.count(Setting.id)).where(Setting.authority_id == Authority.id).scalar_subquery()
    )
    journeys = (
        select(func.count(Journey.id))
        .where(Journey.authority_id == Authority.id, Journey.ended_at.is_(None))
        .scalar_subquery()
    )
    mine = exists().where(
        Membership.authority_id == Authority.id,
        Membership.user_id == actor.user_id,
        Membership.role == Role.ADMINISTRATOR,
        Membership.ended_at.is_(None),
    )
    query = select(
        Authority.code,
        Authority.name,
        Authority.number_prefix,
        coordinators,
        settings,
        journeys,
        INVITED,
    ).where(mine)
    return query.where(has_words(search, Authority.name)) if search else query
