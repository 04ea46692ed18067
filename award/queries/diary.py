"""What advisers, assessors and seconds have before them: their visits and their journeys."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from award.domain.people import JUDGING, Actor, Role
from award.domain.visits import VisitKind, VisitState
from award.queries.appeals import under_appeal
from award.queries.ended import (
    is_within_appeal_days,
    list_within_appeal_days,
    may_be_within,
    told_at,
)
from award.queries.journeys import follows_up
from award.queries.words import has_words
from award.storage.accounts import Membership, User
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Authority
from award.storage.days import LONDON, day_of
from award.storage.journeys import Application, Assignment, AssignmentKind, Journey
from award.storage.settings import Setting, Tie
from award.storage.visits import Visit
from award.storage.working import works_there

PAGE: Final = 25
UNDER_WAY: Final = (VisitState.CONFIRMED, VisitState.DONE)


@dataclass(frozen=True)
class VisitLine:
    """One visit to come, or of today; with whom to ask for there."""

    visit: Visit
    place: Setting
    lead: str

    @property
    def setting(self) -> str:
        return self.place.name


@dataclass(frozen=True)
class AssignedLine:
    """One journey that is assigned, and as what."""

    journey: Journey
    setting: str
    kinds: tuple[AssignmentKind, ...]


def _mine(actor: Actor) -> ColumnElement[bool]:
    """The journey is assigned to the actor now."""
    return exists().where(
        Assignment.journey_id == Journey.id,
        Assignment.user_id == actor.user_id,
        Assignment.ended_at.is_(None),
    )


def visits_of(actor: Actor) -> Select[Visit, str]:
    """The actor's visits as adviser, assessor or second, of journeys that are still theirs.

    What a condition asks is followed up once the journey has ended.
    """
    return (
        select(Visit, Setting.name)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.visitor_id == actor.user_id,
            Visit.visitor_role != Role.COORDINATOR,
            Visit.authority_id == actor.authority_id,
            Visit.superseded_at.is_(None),
            or_(Journey.ended_at.is_(None), Visit.kind == VisitKind.FOLLOW_UP),
            _mine(actor),
        )
    )


def has_tie(actor: Actor) -> ColumnElement[bool]:
    """In a query for settings: a tie of the actor's is known, so that somebody else judges there.

    They declared it, or have a role at the setting or in its group.
    """
    declared = exists().where(
        Tie.setting_id == Setting.id, Tie.user_id == actor.user_id, Tie.ended_at.is_(None)
    )
    works = exists().where(Membership.user_id == actor.user_id, works_there(Setting))
    return or_(declared, works.correlate(Setting))


def list_visits_ahead(
    session: Session, actor: Actor, *, at: datetime, most: int = 8
) -> list[VisitLine]:
    """The actor's confirmed visits to come, soonest first; one of today stays until midnight.

    One on which they would judge is left out where they declared a tie: somebody else takes it.
    """
    today = datetime.combine(day_of(at), time.min, LONDON)
    rows = session.execute(
        visits_of(actor)
        .outerjoin(Application, Application.journey_id == Journey.id)
        .add_columns(Setting, func.coalesce(_leads_there(), Application.lead_name))
        .where(
            or_(
                and_(Visit.state == VisitState.CONFIRMED, Visit.starts_at > at),
                and_(Visit.state.in_(UNDER_WAY), Visit.starts_at >= today),
            ),
            ~and_(Visit.visitor_role.in_(JUDGING), has_tie(actor)),
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(most)
    )
    return [VisitLine(visit, place, lead or "") for visit, _, place, lead in rows]


def _leads_there() -> ScalarSelect[str]:
    """In a query for visits: the name of who leads at the setting today, who came last first."""
    return (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == Setting.id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(Membership.started_at.desc(), Membership.id.desc())
        .limit(1)
        .correlate(Setting)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Part:
    """How many journeys are somebody's, and whether they have ever begun a record or judged."""

    journeys: int
    has_written: bool


def find_part(session: Session, actor: Actor, *, at: datetime) -> Part:
    """What the person does in this room, in one question; who has written knows the way."""
    listed = _assigned(actor, (), "").subquery()
    written = or_(
        exists().where(Visit.visitor_id == actor.user_id, Visit.done_at.is_not(None)),
        exists().where(
            Judgement.by_id == actor.user_id,
            Judgement.judge.in_((Judge.ASSESSOR, Judge.SECOND)),
        ),
    )
    count = select(func.count()).select_from(listed).scalar_subquery()
    once = select(literal(1).label("once")).subquery()
    lately = and_(
        Journey.authority_id == actor.authority_id,
        _mine(actor),
        may_be_within(at=at),
        ~or_(follows_up(actor.user_id), under_appeal()),
    )
    rows = session.execute(
        select(count, written, Setting, told_at())
        .select_from(once)
        .outerjoin(Journey, lately)
        .outerjoin(Setting, Setting.id == Journey.setting_id)
        .options(joinedload(Setting.kind))
    ).all()
    ended = [day for _, _, place, day in rows if place and is_within_appeal_days(place, day, at=at)]
    return Part(rows[0][0] + len(ended), bool(rows[0][1]))


def _assigned(actor: Actor, lately: Collection[int], search: str) -> Select[Journey, str]:
    """The actor's journeys; ``lately`` are the numbers of those that ended a short while ago."""
    query = (
        select(Journey, Setting.name)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Journey.authority_id == actor.authority_id,
            or_(
                Journey.ended_at.is_(None),
                Journey.id.in_(lately),
                follows_up(actor.user_id),
                under_appeal(),
            ),
            _mine(actor),
        )
    )
    if search.strip():
        query = query.where(has_words(search, Setting.name))
    return query


def list_assigned(
    session: Session, actor: Actor, *, at: datetime, search: str = "", page: int = 1
) -> tuple[list[AssignedLine], int]:
    """The actor's journeys, one page of them, and how many there are.

    A journey that ended stays as long as it is open to them: an appeal may still be heard, a
    condition followed up.
    """
    query = _assigned(actor, list_within_appeal_days(session, _mine(actor), at=at), search)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.execute(
        query.order_by(Journey.ended_at.is_not(None), Setting.name, Journey.id)
        .limit(PAGE)
        .offset((max(page, 1) - 1) * PAGE)
    ).all()
    kinds = _kinds(session, actor, [journey.id for journey, _ in rows])
    lines = [AssignedLine(journey, name, kinds.get(journey.id, ())) for journey, name in rows]
    return lines, total


def find_assigned_of(session: Session, actor: Actor, setting_id: int) -> int | None:
    """The number of a setting's journey that is under way, where it is assigned to the actor."""
    return session.scalar(
        select(Journey.id).where(
            _mine(actor), Journey.setting_id == setting_id, Journey.ended_at.is_(None)
        )
    )


def _kinds(
    session: Session, actor: Actor, journeys: Sequence[int]
) -> dict[int, tuple[AssignmentKind, ...]]:
    found: dict[int, tuple[AssignmentKind, ...]] = {}
    for journey_id, kind in session.execute(
        select(Assignment.journey_id, Assignment.kind)
        .where(
            Assignment.journey_id.in_(journeys),
            Assignment.user_id == actor.user_id,
            Assignment.ended_at.is_(None),
        )
        .order_by(Assignment.kind)
    ):
        found[journey_id] = (*found.get(journey_id, ()), kind)
    return found


def find_worry_words(session: Session, actor: Actor) -> str:
    """Whom to call with a worry about a child, in the authority's words; empty where none are."""
    return (
        session.scalar(select(Authority.worry_words).where(Authority.id == actor.authority_id))
        or ""
    )
