"""Settings for the coordinator: the list, one of them, its people, journeys and awards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from award.domain.people import ASSIGNED_ROLES, Actor, Role
from award.queries.lists import PAGE_SIZE, Page, names_setting, within
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Cover, Kind, Round, Route
from award.storage.awards import Award, Certificate
from award.storage.journeys import Assignment, Journey
from award.storage.settings import FormerName, Setting, SettingState, Tie

WORKERS = frozenset({*ASSIGNED_ROLES, Role.COORDINATOR})


@dataclass(frozen=True)
class SettingsWanted:
    """What the address asks to see of the settings."""

    search: str = ""
    kind: str = ""
    state: SettingState | None = SettingState.ACTIVE
    journey: str = ""
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """A setting with its open journey and its newest award, where it has them."""

    setting: Setting
    journey: Journey | None
    award: Award | None


@dataclass(frozen=True)
class Worker:
    """Somebody who can be given a part: how many open journeys they have a part in already."""

    user: User
    roles: tuple[Role, ...]
    load: int


def find_setting_here(session: Session, actor: Actor, place_id: int) -> Setting | None:
    """The setting, where it belongs to the actor's authority."""
    return session.scalar(
        select(Setting)
        .where(Setting.id == place_id, Setting.authority_id == actor.authority_id)
        .options(joinedload(Setting.kind), joinedload(Setting.group))
    )


def list_settings(session: Session, actor: Actor, wanted: SettingsWanted) -> Page[Listed]:
    """One page of the authority's settings by name."""
    found = _filtered(actor, wanted)
    total = session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0
    number = within(wanted.page, total)
    another = aliased(Award)
    newest = (
        select(another.id)
        .where(another.setting_id == Setting.id)
        .order_by(another.valid_until.desc(), another.id.desc())
        .limit(1)
        .correlate(Setting)
        .scalar_subquery()
    )
    rows = session.execute(
        found.outerjoin(Award, Award.id == newest)
        .with_only_columns(Setting, Journey, Award)
        .options(joinedload(Setting.kind), joinedload(Setting.group))
        .order_by(func.lower(Setting.name), Setting.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page([Listed(*row) for row in rows], number, int(total))


def _filtered(actor: Actor, wanted: SettingsWanted) -> Select[Any]:
    query = (
        select(Setting)
        .outerjoin(Journey, (Journey.setting_id == Setting.id) & Journey.ended_at.is_(None))
        .where(Setting.authority_id == actor.authority_id)
    )
    if wanted.search.strip():
        query = query.where(names_setting(wanted.search))
    if wanted.kind:
        query = query.join(Kind, Kind.id == Setting.kind_id).where(Kind.code == wanted.kind)
    if wanted.state is not None:
        query = query.where(Setting.state == wanted.state)
    if wanted.journey == "yes":
        query = query.where(Journey.id.is_not(None))
    return query.where(Journey.id.is_(None)) if wanted.journey == "no" else query


def list_journeys_of(session: Session, setting: Setting) -> Sequence[Journey]:
    """The setting's journeys, newest first."""
    return session.scalars(
        select(Journey)
        .where(Journey.setting_id == setting.id)
        .options(joinedload(Journey.route))
        .order_by(Journey.opened_at.desc(), Journey.id.desc())
    ).all()


def list_awards_of(session: Session, setting: Setting) -> Sequence[Award]:
    """The setting's awards, newest first."""
    return session.scalars(
        select(Award)
        .where(Award.setting_id == setting.id)
        .order_by(Award.valid_until.desc(), Award.id.desc())
    ).all()


def find_award(session: Session, actor: Actor, award_id: int) -> Award | None:
    """An award of the actor's authority."""
    return session.scalar(
        select(Award).where(Award.id == award_id, Award.authority_id == actor.authority_id)
    )


def find_certificate(session: Session, actor: Actor, certificate_id: int) -> Certificate | None:
    """A certificate of the actor's authority."""
    return session.scalar(
        select(Certificate).where(
            Certificate.id == certificate_id, Certificate.authority_id == actor.authority_id
        )
    )


def list_former_names(session: Session, setting: Setting) -> Sequence[FormerName]:
    """The names that a setting had before."""
    return session.scalars(
        select(FormerName)
        .where(FormerName.setting_id == setting.id)
        .order_by(FormerName.until_on.desc())
    ).all()


def list_people_of(session: Session, setting: Setting) -> Sequence[Membership]:
    """Who has a role at a setting now."""
    return session.scalars(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.setting_id == setting.id, Membership.ended_at.is_(None))
        .options(joinedload(Membership.user))
        .order_by(User.name, Membership.id)
    ).all()


def list_invited_to(session: Session, setting: Setting, *, at: datetime) -> Sequence[Invitation]:
    """The invitations to a setting that are still open."""
    return session.scalars(
        select(Invitation)
        .where(
            Invitation.setting_id == setting.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
        .order_by(Invitation.created_at)
    ).all()


def list_workers(session: Session, actor: Actor) -> list[Worker]:
    """Who can be given a part in a journey of the authority, with how much they carry now."""
    carried = (
        select(func.count())
        .select_from(Assignment)
        .join(Journey, Journey.id == Assignment.journey_id)
        .where(
            Assignment.user_id == User.id,
            Assignment.authority_id == actor.authority_id,
            Assignment.ended_at.is_(None),
            Journey.ended_at.is_(None),
        )
        .correlate(User)
        .scalar_subquery()
    )
    rows = session.execute(
        select(User, Membership.role, carried)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.setting_id.is_(None),
            Membership.role.in_(WORKERS),
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(User.name, User.id)
    )
    roles: dict[User, list[Role]] = {}
    loads: dict[User, int] = {}
    for user, role, load in rows:
        roles.setdefault(user, []).append(role)
        loads[user] = load
    return [Worker(one, tuple(had), loads[one]) for one, had in roles.items()]


def list_ties(session: Session, setting_id: int) -> Sequence[Any]:
    """The ties to a setting that were declared and hold: (tie, user)."""
    return session.execute(
        select(Tie, User)
        .join(User, User.id == Tie.user_id)
        .where(Tie.setting_id == setting_id, Tie.ended_at.is_(None))
        .order_by(User.name, Tie.id)
    ).all()


def list_who_may_be_tied(session: Session, actor: Actor) -> Sequence[User]:
    """The authority's people whose ties matter: who judges, advises, decides or coordinates."""
    return session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.setting_id.is_(None),
            Membership.role.in_((*WORKERS, Role.PANEL)),
            Membership.ended_at.is_(None),
        )
        .distinct()
        .order_by(User.name)
    ).all()


def list_rounds(session: Session, actor: Actor) -> Sequence[Any]:
    """The rounds, the next panel day first, each with how many open journeys aim at it."""
    aimed = (
        select(func.count())
        .where(Journey.round_id == Round.id, Journey.ended_at.is_(None))
        .correlate(Round)
        .scalar_subquery()
    )
    return session.execute(
        select(Round, aimed)
        .where(Round.authority_id == actor.authority_id)
        .order_by(Round.panel_on.desc(), Round.id)
    ).all()


def find_round(session: Session, actor: Actor, round_id: int) -> Round | None:
    """A round of the actor's authority."""
    return session.scalar(
        select(Round).where(Round.id == round_id, Round.authority_id == actor.authority_id)
    )


def list_routes(session: Session, actor: Actor) -> Sequence[Route]:
    """The routes as they are now."""
    return session.scalars(
        select(Route)
        .where(Route.authority_id == actor.authority_id, Route.superseded_at.is_(None))
        .order_by(Route.id)
    ).all()


def has_settings(session: Session, actor: Actor) -> bool:
    """Whether the authority has any setting at all, of whatever state."""
    mine = select(Setting.id).where(Setting.authority_id == actor.authority_id)
    return session.scalar(mine.limit(1)) is not None


def list_kinds(session: Session, actor: Actor) -> Sequence[Kind]:
    """The kinds of setting that the authority knows."""
    return session.scalars(
        select(Kind).where(Kind.authority_id == actor.authority_id).order_by(Kind.label)
    ).all()


def list_covers(session: Session, actor: Actor) -> Sequence[Cover]:
    """Who stands in for whom, the newest first."""
    return session.scalars(
        select(Cover)
        .where(Cover.authority_id == actor.authority_id)
        .order_by(Cover.until_on.desc(), Cover.id.desc())
        .limit(PAGE_SIZE)
    ).all()
