"""Every address of the application as somebody may try it, and whether their roles open it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from award.demo.sign_ins import email_of
from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Role
from award.domain.permissions import Cell, May, cell
from award.storage.accounts import Enquiry, Invitation, Membership, User
from award.storage.assessments import ReportLook
from award.storage.authorities import Authority, Cover, Round
from award.storage.awards import Award, Certificate
from award.storage.contributions import ColleagueAsk
from award.storage.db import Base
from award.storage.decisions import Appeal, Condition
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.journeys import Assignment, Journey
from award.storage.letters import Letter
from award.storage.plans import PlannedAction
from award.storage.policies import PolicyCheck
from award.storage.settings import Group, Setting, Tie
from award.storage.visits import Visit
from award.web.kit.access import mark_of
from award.web.kit.rooms import room_named

NOBODY = 999_999
# Whose row a number in an address names.
THINGS: dict[str, type[Any]] = {
    "action_id": PlannedAction,
    "appeal_id": Appeal,
    "ask_id": ColleagueAsk,
    "award_id": Award,
    "certificate_id": Certificate,
    "check_id": PolicyCheck,
    "condition_id": Condition,
    "cover_id": Cover,
    "enquiry_id": Enquiry,
    "evidence_id": EvidenceItem,
    "invitation_id": Invitation,
    "item_id": EvidenceItem,
    "letter_id": Letter,
    "look_id": ReportLook,
    "membership_id": Membership,
    "place_id": Setting,
    "round_id": Round,
    "tie_id": Tie,
    "version_id": EvidenceVersion,
    "visit_id": Visit,
}
WORDS = {
    "name": "submit",
    "of": "apply",
    "kind": "assessor",
    "criterion": "1.1",
    "code": "1.1",
    "point": "p01",
}


@dataclass(frozen=True)
class Place:
    """What an address may name together: all of one setting, or nothing that is there."""

    authority: str
    setting_id: int
    group_id: int
    journey_id: int
    things: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A role that somebody holds, and where; assigned roles name their journeys."""

    role: Role
    authority: str = ""
    setting_id: int | None = None
    group_id: int | None = None
    journeys: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Try:
    """One address with what it names."""

    rule: Rule
    values: dict[str, Any]
    address: str
    is_foreign: bool
    is_first: bool


def places_of(session: Session, own: str, other: str, foreign: str) -> dict[str, Place]:
    """The place that is one's own, another of the same authority, one of another, and none."""
    found = {
        key: _place(session, name)
        for key, name in (("own", own), ("other", other), ("foreign", foreign))
    }
    none = dict.fromkeys(THINGS, NOBODY)
    found["nowhere"] = Place("nowhere", NOBODY, NOBODY, NOBODY, none)
    return found


def _place(session: Session, name: str) -> Place:
    setting = session.scalars(select(Setting).where(Setting.name == name)).one()
    journey = session.scalars(
        select(Journey).where(Journey.setting_id == setting.id).order_by(Journey.id.desc())
    ).first()
    things = {}
    for param, kind in THINGS.items():
        query = select(func.max(kind.id)).where(kind.authority_id == setting.authority_id)
        for column, value in (("setting_id", setting.id), ("journey_id", journey and journey.id)):
            if hasattr(kind, column) and kind not in (Membership, Invitation):
                query = query.where(getattr(kind, column) == value)
        things[param] = session.scalar(query) or NOBODY
    things["place_id"] = setting.id
    return Place(
        setting.authority.code,
        setting.id,
        setting.group_id or NOBODY,
        journey.id if journey else NOBODY,
        things,
    )


def tries(app: Flask, places: dict[str, Place]) -> Iterator[Try]:
    """Every rule with each place, with a journey from elsewhere, and with things from elsewhere."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        seen: set[str] = set()
        for values, is_foreign in _values(rule, places):
            built = rule.build(values | dict(rule.defaults or {}), append_unknown=False)
            assert built is not None, rule
            address = built[1]
            if address not in seen:
                yield Try(rule, values, address, is_foreign, is_first=not seen)
                seen.add(address)


def _values(rule: Rule, places: dict[str, Place]) -> Iterator[tuple[dict[str, Any], bool]]:
    own, foreign = places["own"], places["foreign"]
    for place in places.values():
        yield named(rule, place, place.journey_id, place.things), place is places["nowhere"]
    yield named(rule, own, foreign.journey_id, own.things), "journey_id" in rule._converters
    others = bool(set(rule._converters) & set(THINGS))
    yield named(rule, own, own.journey_id, foreign.things), others


def named(rule: Rule, place: Place, journey_id: int, things: dict[str, int]) -> dict[str, Any]:
    """A value for each word of the rule."""
    known = {
        "authority": place.authority,
        "setting_id": place.setting_id,
        "group_id": place.group_id,
        "journey_id": journey_id,
        **things,
    }
    return {name: known.get(name, other_word(rule, name)) for name in rule._converters}


def other_word(rule: Rule, name: str) -> str | int:
    """A word that the rule takes, where it is no row's number; a number that no row has."""
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return NOBODY if isinstance(converter, IntegerConverter) else WORDS.get(name, "nothing")


def parts_of(session: Session, name: str) -> list[Part]:
    """The roles that somebody holds, read from the rows and from nothing else."""
    user = session.scalars(select(User).where(User.email == email_of(name))).one()
    codes = {one.id: one.code for one in session.scalars(select(Authority))}
    held = session.scalars(select(Membership).filter_by(user_id=user.id, ended_at=None))
    parts = [
        Part(one.role, codes.get(one.authority_id or 0, ""), one.setting_id, one.group_id)
        for one in held
    ]
    given = session.scalars(select(Assignment).filter_by(user_id=user.id, ended_at=None)).all()
    for kind, owner in sorted({(str(one.kind), one.authority_id) for one in given}):
        numbers = frozenset(
            one.journey_id for one in given if str(one.kind) == kind and one.authority_id == owner
        )
        parts.append(Part(Role(kind), codes[owner], journeys=numbers))
    return parts


@dataclass(frozen=True)
class Walls:
    """What stands where: asked to say whether an address lies within somebody's walls."""

    journeys: dict[int, tuple[str, int, bool]]
    settings: dict[int, str]
    groups: dict[int, int]

    def opens(self, app: Flask, one: Try, parts: list[Part]) -> bool:
        """Whether the permission of a screen belongs to a role that reaches so far."""
        mark = mark_of(app, one.rule.endpoint)
        if mark is None or mark.may is None:
            return not one.is_foreign
        return any(self._reaches(one, mark.may, part) for part in parts)

    def is_held(self, app: Flask, one: Try, parts: list[Part]) -> bool:
        """Whether the permission of a screen belongs to a role of theirs, wherever that reaches."""
        mark = mark_of(app, one.rule.endpoint)
        may = mark.may if mark is not None else None
        return may is not None and any(cell(may, part.role) is not Cell.NO for part in parts)

    def _reaches(self, one: Try, may: May, part: Part) -> bool:
        room = room_named(one.rule.endpoint.split(".")[0])
        if room is None or cell(may, part.role) is Cell.NO:
            return False
        at = one.values
        number = at.get("journey_id")
        authority, setting_id, _ = self.journeys.get(number or 0, ("", 0, False))
        if number is not None and not authority:
            return False
        if room.name == "setting":
            return self._in_setting(at, part, number, setting_id)
        if part.role not in room.roles:
            return False
        if "group_id" in at:
            return part.group_id == at["group_id"]
        if "authority" in at and part.authority != at["authority"]:
            return False
        if number is not None and part.role in ASSIGNED_ROLES:
            return number in part.journeys
        return number is None or authority == part.authority

    def _in_setting(self, at: dict[str, Any], part: Part, number: int | None, of: int) -> bool:
        place = at["setting_id"]
        if number is not None and of != place:
            return False
        if part.role in SETTING_ROLES:
            return part.setting_id == place
        if part.role is Role.COORDINATOR:
            return self.settings.get(place) == part.authority
        working = {self.journeys[one][1] for one in part.journeys if self.journeys[one][2]}
        return part.role in ASSIGNED_ROLES and place in working


def walls_of(session: Session) -> Walls:
    """Read once from the rows."""
    codes = {one.id: one.code for one in session.scalars(select(Authority))}
    return Walls(
        journeys={
            one.id: (codes[one.authority_id], one.setting_id, one.ended_at is None)
            for one in session.scalars(select(Journey))
        },
        settings={one.id: codes[one.authority_id] for one in session.scalars(select(Setting))},
        groups={one.id: one.id for one in session.scalars(select(Group))},
    )


def prints_of(session: Session) -> dict[str, tuple[int, int]]:
    """For each table the number of its rows and the sum of their versions."""
    session.rollback()
    found = {}
    for table in Base.metadata.tables.values():
        versions = func.sum(table.c.version) if "version" in table.c else func.count()
        count, total = session.execute(select(func.count(), versions).select_from(table)).one()
        found[table.name] = (count, int(total or 0) if "version" in table.c else 0)
    return found
