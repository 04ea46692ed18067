"""Visits between two days, by whom they are made: a person's own, or all of an authority."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from award.domain.people import ASSIGNED_ROLES, Actor, Role
from award.domain.routes import VisitForm
from award.domain.visit_days import LONDON, Slot, clashing, minutes_of
from award.domain.visits import COMING, GONE, VisitState, visit_row
from award.storage.accounts import Membership, User
from award.storage.days import day_of
from award.storage.journeys import Assignment, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit
from award.storage.working import needs_somebody

MOST: Final = 400
NOBODY: Final = "Nobody so far"


@dataclass(frozen=True)
class DiaryLine:
    """A visit at one moment: booked or held, or one of the moments that are offered for it.

    ``clashes`` says that its visitor would be in two places at once.
    """

    visit: Visit
    setting: str
    visitor: str
    starts_at: datetime
    is_offer: bool = False
    clashes: bool = False

    @property
    def day(self) -> date:
        return day_of(self.starts_at)

    @property
    def name(self) -> str:
        """What the visit is called."""
        return visit_row(self.visit.kind).name

    @property
    def slot(self) -> Slot:
        """The stretch of time that it takes."""
        shared = self.visit.form is VisitForm.WORKSHOP
        return Slot(self.starts_at, self.visit.minutes, self.visit.id, shared)


@dataclass(frozen=True)
class Load:
    """How much one person has between two days: how many visits, and for how long."""

    user_id: int
    name: str
    visits: int
    minutes: int
    offered: int


@dataclass(frozen=True)
class Diary:
    """The lines between two days in their order, and what each person carries."""

    lines: Sequence[DiaryLine]
    loads: Sequence[Load]
    is_cut: bool = False


def read_own_diary(session: Session, actor: Actor, first: date, last: date) -> Diary:
    """The visits that the person makes as adviser, assessor or second, while these parts last."""
    mine = select(Assignment.journey_id).where(
        Assignment.user_id == actor.user_id, Assignment.ended_at.is_(None)
    )
    query = _between(actor, first, last).where(
        Visit.visitor_id == actor.user_id,
        Visit.visitor_role != Role.COORDINATOR,
        Visit.journey_id.in_(mine),
    )
    return _read(session, query, first, last)


def read_diary(
    session: Session, actor: Actor, first: date, last: date, *, visitor_id: int | None = None
) -> Diary:
    """The visits of the actor's authority, of everybody or of one visitor."""
    query = _between(actor, first, last)
    if visitor_id is not None:
        query = query.where(Visit.visitor_id == visitor_id)
    return _read(session, query, first, last)


def list_visitors(session: Session, actor: Actor) -> Sequence[tuple[int, str]]:
    """Who can make visits for the actor's authority, by name."""
    rows = session.execute(
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.setting_id.is_(None),
            Membership.role.in_((*ASSIGNED_ROLES, Role.COORDINATOR)),
            Membership.ended_at.is_(None),
        )
        .distinct()
        .order_by(User.name, User.id)
    )
    return [(number, name) for number, name in rows]


def _between(actor: Actor, first: date, last: date) -> Select[Visit, str, str, bool]:
    begins = datetime.combine(first, time.min, LONDON)
    ends = datetime.combine(last + timedelta(days=1), time.min, LONDON)
    booked = and_(Visit.starts_at >= begins, Visit.starts_at < ends)
    return (
        select(Visit, Setting.name, User.name, needs_somebody())
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .join(User, User.id == Visit.visitor_id)
        .where(
            Visit.authority_id == actor.authority_id,
            Visit.superseded_at.is_(None),
            Visit.state.not_in(GONE),
            or_(booked, Visit.state == VisitState.PROPOSED),
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST + 1)
    )


def _read(session: Session, query: Select[Visit, str, str, bool], first: date, last: date) -> Diary:
    rows = session.execute(query).all()
    lines: list[DiaryLine] = []
    for visit, setting, name, is_left in rows[:MOST]:
        visitor = NOBODY if is_left and visit.state in COMING else name
        if visit.state is not VisitState.PROPOSED and visit.starts_at is not None:
            lines.append(DiaryLine(visit, setting, visitor, visit.starts_at))
            continue
        moments = (datetime.fromisoformat(one) for one in visit.offered)
        lines += [
            DiaryLine(visit, setting, visitor, one, is_offer=True)
            for one in moments
            if first <= day_of(one) <= last
        ]
    marked = _marked(lines)
    return Diary(marked, _loads(marked), is_cut=len(rows) > MOST)


def _marked(lines: Iterable[DiaryLine]) -> list[DiaryLine]:
    """In the order of time, each with whether its visitor would be in two places at once.

    What is only offered clashes with what is booked, and not with another offer.
    """
    ordered = sorted(lines, key=lambda one: (one.starts_at, one.visit.id))
    booked: defaultdict[int, list[Slot]] = defaultdict(list)
    for one in ordered:
        if not one.is_offer:
            booked[one.visit.visitor_id].append(one.slot)
    twice = {who: clashing(slots) for who, slots in booked.items()}

    def is_clash(one: DiaryLine) -> bool:
        who = one.visit.visitor_id
        if not one.is_offer:
            return one.visit.id in twice[who]
        return any(one.slot.overlaps(other) for other in booked[who])

    return [replace(one, clashes=is_clash(one)) for one in ordered]


def _loads(lines: Sequence[DiaryLine]) -> list[Load]:
    """What each visitor carries, the heaviest first; what nobody makes so far stands by itself.

    An offer is no load so far.
    """
    by_visitor: defaultdict[tuple[int, str], list[DiaryLine]] = defaultdict(list)
    for one in lines:
        who = 0 if one.visitor == NOBODY else one.visit.visitor_id
        by_visitor[who, one.visitor].append(one)
    found = []
    for (number, name), theirs in by_visitor.items():
        booked = [one for one in theirs if not one.is_offer]
        offered = {one.visit.id for one in theirs if one.is_offer}
        slots = [one.slot for one in booked]
        found.append(Load(number, name, len(booked), minutes_of(slots), len(offered)))
    return sorted(found, key=lambda one: (-one.minutes, one.name))
