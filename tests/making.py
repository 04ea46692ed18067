"""Builders: an authority, its settings and its people, made by the real actions.

The cast: Amara Holt leads at Willow Lane Primary and Priya Nair is its head; Colm Brady
coordinates; Edith Moss and Tomasz Zielinski assess; Grace Oduya and Ruth Keller sit on the panel.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import entering
from award.actions.founding import found_authority, set_half_terms
from award.actions.opening import RENEWAL_ROUTE
from award.demo.walking import Cast, Walker
from award.domain.award_moves import AwardState
from award.domain.people import SETTING_ROLES, Actor, Role
from award.domain.stages import OPEN, Stage
from award.domain.terms import HalfTerm
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority, Route
from award.storage.awards import Award
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.settings import Group, Setting
from tests import walked

FIRST_DAY = date(2026, 1, 5)
ADMINISTRATOR = Actor(Role.ADMINISTRATOR, name="Wren Abbott")
HOLIDAYS = frozenset(
    date(2026, month, day)
    for month, day in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
)
HALF_TERMS_2025 = (
    HalfTerm(date(2025, 8, 26), date(2025, 10, 17)),
    HalfTerm(date(2025, 11, 3), date(2025, 12, 19)),
    HalfTerm(date(2026, 1, 5), date(2026, 2, 13)),
    HalfTerm(date(2026, 2, 23), date(2026, 3, 27)),
    HalfTerm(date(2026, 4, 13), date(2026, 5, 22)),
    HalfTerm(date(2026, 6, 1), date(2026, 7, 10)),
)
CAST = {
    "Amara Holt": Role.LEAD,
    "Priya Nair": Role.HEAD,
    "Colm Brady": Role.COORDINATOR,
    "Edith Moss": Role.ASSESSOR,
    "Tomasz Zielinski": Role.ASSESSOR,
    "Grace Oduya": Role.PANEL,
    "Ruth Keller": Role.PANEL,
}


def at(day: int = 0, hour: int = 9) -> datetime:
    """A moment so many days after Monday 5 January 2026, at this hour (UTC)."""
    start = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, hour, tzinfo=UTC)
    return start + timedelta(days=day)


def make_authority(session: Session, code: str = "leicester") -> Authority:
    """A founded authority with its bank holidays, and the half-terms of 2025/26."""
    with writing(session):
        authority = found_authority(
            session,
            code=code,
            name=code.replace("-", " ").title(),
            la_code="856" if code == "leicester" else None,
            number_prefix="".join(one for one in code if one.isalpha())[:3].upper(),
            holidays=HOLIDAYS,
            by=ADMINISTRATOR,
            at=at(),
        )
        set_half_terms(authority, HALF_TERMS_2025, school_year=2025, by=ADMINISTRATOR)
    return authority


def make_setting(
    session: Session,
    authority: Authority,
    name: str = "Willow Lane Primary",
    kind_code: str = "primary",
    **known: Any,
) -> Setting:
    with writing(session):
        return entering.add_setting(
            session,
            authority,
            name=name,
            kind_code=kind_code,
            by=ADMINISTRATOR,
            at=at(),
            **known,
        )


def make_group(session: Session, name: str = "Riverside Trust") -> Group:
    with writing(session):
        group = Group(name=name)
        session.add(group)
    return group


def make_user(session: Session, name: str = "Amara Holt", email: str | None = None) -> User:
    """An account; its address follows from the name where none is given."""
    with writing(session):
        return entering.open_account(
            session,
            email=email or f"{name.lower().replace(' ', '.')}@example.org",
            name=name,
            at=at(),
        )


def make_member(
    session: Session,
    user: User,
    role: Role,
    place: Authority | Setting | Group,
    *,
    is_outside: bool = False,
) -> Membership:
    with writing(session):
        return entering.name_member(
            user, role, place, by=ADMINISTRATOR, at=at(), is_outside=is_outside
        )


def make_cast(session: Session, setting: Setting) -> dict[str, User]:
    """Everybody of the cast in their role: at this setting, or at its authority."""
    authority = setting.authority
    people = {}
    for name, role in CAST.items():
        people[name] = make_user(session, name)
        make_member(session, people[name], role, setting if role in SETTING_ROLES else authority)
    return people


def actor(
    user: User, role: Role, place: Authority | Setting | Group, *, on_behalf: bool = False
) -> Actor:
    """This person acting in a role at a place."""
    return Actor(
        role=role,
        user_id=user.id,
        name=user.name,
        authority_id=place.id
        if isinstance(place, Authority)
        else getattr(place, "authority_id", None),
        setting_id=place.id if isinstance(place, Setting) else None,
        group_id=place.id if isinstance(place, Group) else None,
        on_behalf=on_behalf,
    )


def find_route(session: Session, authority: Authority, code: str = "standard") -> Route:
    """The current version of one of the authority's routes."""
    return session.scalars(
        select(Route).filter_by(authority_id=authority.id, code=code, superseded_at=None)
    ).one()


def walker(
    session: Session,
    *,
    kind_code: str = "primary",
    name: str = "Willow Lane Primary",
    authority: Authority | None = None,
    **more: Any,
) -> Walker:
    """A setting with the whole cast, ready to be walked; no journey is open yet."""
    setting = make_setting(session, authority or make_authority(session), name, kind_code)
    return Walker(setting, cast_of(make_cast(session, setting)), at(), **more)


def cast_of(people: Mapping[str, User]) -> Cast:
    """Who plays which part, given everybody by name."""
    return Cast(
        lead=people["Amara Holt"],
        head=people["Priya Nair"],
        coordinator=people["Colm Brady"],
        assessor=people["Edith Moss"],
        second=people["Tomasz Zielinski"],
        panel=(people["Grace Oduya"], people["Ruth Keller"]),
    )


def journey_at(
    session: Session, stage: Stage, *, route: str = "standard", second: bool = False, **more: Any
) -> tuple[Walker, Journey]:
    """A journey that real moves have brought to this stage, with who walked it; where ``second``
    says so, with the second judgement given as well.

    A renewal comes after a first journey, which real moves have brought to its award. In a
    database that is still empty each step of a walk is made once in a run, and its rows are
    copied from then on.
    """
    if "authority" in more or not walked.is_empty(session):
        walking, journey = walk_anew(session, stage, route, **more)
        if second:
            walking.judge_second()
        return walking, journey
    return walk_on(session, stage, route, more, second=second)


def walk_on(
    session: Session, stage: Stage, route: str, more: dict[str, Any], *, second: bool = False
) -> tuple[Walker, Journey]:
    """The walk, begun from as far as somebody came before."""
    name = f"{stage} {route} {sorted(more.items(), key=str)}{' second' * second}"
    if walked.is_kept(name):
        return copied(session, name, more)
    if second:
        walking, journey = walk_on(session, stage, route, more)
        walking.judge_second()
    elif stage is Stage.DRAFT:
        walking, journey = walk_anew(session, stage, route, **more)
    else:
        before = OPEN[OPEN.index(stage) - 1] if stage in OPEN else OPEN[-1]
        walking, journey = walk_on(session, before, route, more)
        walking.walk_to(stage)
    walked.keep(session, name, walking.at)
    return walking, journey


def copied(session: Session, name: str, more: dict[str, Any]) -> tuple[Walker, Journey]:
    """What a walk of before left, in a database that was empty."""
    moment = walked.bring_back(session, name)
    people = {one.name: one for one in session.scalars(select(User))}
    setting = session.scalars(select(Setting)).one()
    choices = {key: value for key, value in more.items() if key not in ("kind_code", "name")}
    journey = session.scalars(select(Journey).order_by(Journey.id.desc())).first()
    assert journey is not None
    return Walker(setting, cast_of(people), moment, **choices).go_on(journey), journey


def walk_anew(session: Session, stage: Stage, route: str, **more: Any) -> tuple[Walker, Journey]:
    """The walk itself, move after move."""
    walking = walker(session, **more)
    if route == RENEWAL_ROUTE:
        walking.open("standard")
        walking.walk_to(Stage.AWARDED)
        walking.pass_time(days=900)
    walking.open(route)
    return walking, walking.walk_to(stage)


def award_of(journey: Journey, number: int = 1, **columns: Any) -> Award:
    """An award row that no journey was walked for, in force for three years from the first day."""
    usual = {
        "authority_id": journey.authority_id,
        "setting_id": journey.setting_id,
        "journey_id": journey.id,
        "number": f"LEI-2026-{number:04}",
        "code": f"CODE{number}",
        "name": "Willow Lane Primary",
        "framework_version": "1.0",
        "state": AwardState.IN_FORCE,
        "valid_from": FIRST_DAY,
        "valid_until": date(2028, 12, 31),
        "grace_until": date(2029, 3, 31),
        "released_at": at(),
    }
    return Award(**{**usual, **columns})
