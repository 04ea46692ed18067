"""What advisers, assessors and seconds have before them: visits, deeds that wait, journeys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from award.domain.facts import PlanState
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Authority
from award.storage.days import LONDON, day_of
from award.storage.journeys import Application, Assignment, AssignmentKind, CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

PAGE: Final = 25
MOST_TASKS: Final = 20
ENDED_DAYS: Final = 20
UNDER_WAY: Final = (VisitState.CONFIRMED, VisitState.DONE)
TO_WRITE: Final = (VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP)


class Deed(StrEnum):
    """What waits for the person. The page has the words for each."""

    WRITE_UP = "write_up"
    SHARE_RECORD = "share_record"
    CONFIRM_VISIT = "confirm_visit"
    JUDGE = "judge"
    REPORT = "report"
    ANSWER = "answer"
    SECOND = "second"
    AGREE_PLAN = "agree_plan"
    FEEDBACK = "feedback"


@dataclass(frozen=True)
class Task:
    """One deed that waits, for which setting, since when; ``visit_id`` if it is of a visit."""

    deed: Deed
    journey_id: int
    setting: str
    since: datetime
    visit_id: int | None = None
    done: int = 0
    total: int = 0


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


def _visits(actor: Actor) -> Select[Visit, str]:
    """The actor's visits as adviser, assessor or second, of journeys that are still theirs."""
    return (
        select(Visit, Setting.name)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.visitor_id == actor.user_id,
            Visit.visitor_role != Role.COORDINATOR,
            Visit.authority_id == actor.authority_id,
            Visit.superseded_at.is_(None),
            Journey.ended_at.is_(None),
            _mine(actor),
        )
    )


def list_visits_ahead(
    session: Session, actor: Actor, *, at: datetime, most: int = 8
) -> list[VisitLine]:
    """The actor's confirmed visits to come, soonest first; one of today stays until midnight."""
    today = datetime.combine(day_of(at), time.min, LONDON)
    rows = session.execute(
        _visits(actor)
        .outerjoin(Application, Application.journey_id == Journey.id)
        .add_columns(Setting, Application.lead_name)
        .where(
            or_(
                and_(Visit.state == VisitState.CONFIRMED, Visit.starts_at > at),
                and_(Visit.state.in_(UNDER_WAY), Visit.starts_at >= today),
            )
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(most)
    )
    return [VisitLine(visit, place, lead or "") for visit, _, place, lead in rows]


def has_written(session: Session, actor: Actor) -> bool:
    """Whether the person has ever begun a record or judged: they know the way then."""
    return bool(
        session.scalar(
            select(
                or_(
                    exists().where(Visit.visitor_id == actor.user_id, Visit.done_at.is_not(None)),
                    exists().where(
                        Judgement.by_id == actor.user_id,
                        Judgement.judge.in_((Judge.ASSESSOR, Judge.SECOND)),
                    ),
                )
            )
        )
    )


def list_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """What waits for the actor, longest first, up to MOST_TASKS of each kind. Two queries."""
    found = [*_visit_tasks(session, actor, at=at), *_journey_tasks(session, actor)]
    return sorted(found, key=lambda one: (one.since, one.journey_id, one.deed))


def _visit_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    begun = and_(Visit.state.in_(TO_WRITE), Visit.starts_at <= at)
    asked = and_(Visit.state == VisitState.PROPOSED, Visit.proposed_by_id != actor.user_id)
    rows = session.execute(
        _visits(actor)
        .where(or_(begun, asked))
        .order_by(func.coalesce(Visit.starts_at, Visit.proposed_at), Visit.id)
        .limit(MOST_TASKS)
    )
    deeds = {VisitState.PROPOSED: Deed.CONFIRM_VISIT, VisitState.WRITTEN_UP: Deed.SHARE_RECORD}
    return [
        Task(
            deeds.get(visit.state, Deed.WRITE_UP),
            visit.journey_id,
            name,
            visit.starts_at or visit.proposed_at,
            visit_id=visit.id,
        )
        for visit, name in rows
    ]


# Which deed waits while the turn is theirs: the part they play, the turn, at which stage.
WAITS: Final = (
    (AssignmentKind.ASSESSOR, Turn.ASSESSOR, Stage.ASSESSING, Deed.JUDGE),
    (AssignmentKind.ASSESSOR, Turn.ASSESSOR, Stage.CHECKING, Deed.ANSWER),
    (AssignmentKind.SECOND, Turn.SECOND, Stage.DECIDING, Deed.SECOND),
    (AssignmentKind.ADVISER, Turn.ADVISER, Stage.GATHERING, Deed.FEEDBACK),
)


def _journey_tasks(session: Session, actor: Actor) -> list[Task]:
    early = and_(
        Assignment.kind == AssignmentKind.SECOND,
        Journey.stage == Stage.CHECKING,
        Journey.second_asked_at.is_not(None),
        Journey.second_done_at.is_(None),
    )
    forward = and_(
        Assignment.kind == AssignmentKind.ADVISER,
        Journey.stage == Stage.PLANNING,
        Journey.plan_state == PlanState.PUT_FORWARD,
        Journey.plan_put_forward_by_id.is_distinct_from(actor.user_id),
    )
    turns = [
        and_(Assignment.kind == kind, Journey.turn == turn, Journey.stage == stage)
        for kind, turn, stage, _ in WAITS
    ]
    rows = session.execute(
        select(Journey, Setting.name, Assignment.kind, _judged(), _asked())
        .join(Setting, Setting.id == Journey.setting_id)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .where(
            Assignment.user_id == actor.user_id,
            Assignment.ended_at.is_(None),
            Journey.authority_id == actor.authority_id,
            Journey.paused_until.is_(None),
            or_(early, forward, *turns),
        )
        .order_by(Journey.waiting_since, Journey.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(
            _deed(journey, kind, is_judged=judged >= asked),
            journey.id,
            name,
            journey.waiting_since,
            None,
            judged,
            asked,
        )
        for journey, name, kind, judged, asked in rows
    ]


def _deed(journey: Journey, kind: AssignmentKind, *, is_judged: bool) -> Deed:
    if kind is AssignmentKind.SECOND:
        return Deed.SECOND
    if kind is AssignmentKind.ADVISER and journey.stage is Stage.PLANNING:
        return Deed.AGREE_PLAN
    found = next(deed for part, _, stage, deed in WAITS if part is kind and stage is journey.stage)
    return Deed.REPORT if found is Deed.JUDGE and is_judged else found


def _judged() -> ColumnElement[int]:
    """How many criteria the person has judged in their part."""
    by_part = or_(
        and_(Judgement.judge == Judge.ASSESSOR, Assignment.kind == AssignmentKind.ASSESSOR),
        and_(Judgement.judge == Judge.SECOND, Assignment.kind == AssignmentKind.SECOND),
    )
    return (
        select(func.count(Judgement.id))
        .where(Judgement.journey_id == Journey.id, Judgement.superseded_at.is_(None), by_part)
        .scalar_subquery()
    )


def _asked() -> ColumnElement[int]:
    return (
        select(func.count(CriterionAsked.id))
        .where(CriterionAsked.journey_id == Journey.id)
        .scalar_subquery()
    )


def count_assigned(session: Session, actor: Actor, *, at: datetime, search: str = "") -> int:
    """How many journeys are the actor's."""
    query = _assigned(actor, at, search).subquery()
    return session.scalar(select(func.count()).select_from(query)) or 0


def _assigned(actor: Actor, at: datetime, search: str) -> Select[Journey, str]:
    query = (
        select(Journey, Setting.name)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Journey.authority_id == actor.authority_id,
            or_(Journey.ended_at.is_(None), Journey.ended_at >= at - timedelta(days=ENDED_DAYS)),
            _mine(actor),
        )
    )
    if search.strip():
        query = query.where(Setting.name.icontains(search.strip(), autoescape=True))
    return query


def list_assigned(
    session: Session, actor: Actor, *, at: datetime, search: str = "", page: int = 1
) -> tuple[list[AssignedLine], int]:
    """The actor's journeys, one page of them, and how many there are.

    A journey that ended stays for a while: an appeal may still be heard.
    """
    total = count_assigned(session, actor, at=at, search=search)
    rows = session.execute(
        _assigned(actor, at, search)
        .order_by(Journey.ended_at.is_not(None), Setting.name, Journey.id)
        .limit(PAGE)
        .offset((max(page, 1) - 1) * PAGE)
    ).all()
    kinds = _kinds(session, actor, [journey.id for journey, _ in rows])
    lines = [AssignedLine(journey, name, kinds.get(journey.id, ())) for journey, name in rows]
    return lines, total


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


def list_visits(session: Session, journey: Journey) -> Sequence[Visit]:
    """The visits of a journey, the latest first."""
    return session.scalars(
        select(Visit)
        .where(Visit.journey_id == journey.id)
        .order_by(func.coalesce(Visit.starts_at, Visit.proposed_at).desc(), Visit.id.desc())
    ).all()


def find_worry_words(session: Session, actor: Actor) -> str:
    """Whom to call with a worry about a child, in the authority's words; empty where none are."""
    return (
        session.scalar(select(Authority.worry_words).where(Authority.id == actor.authority_id))
        or ""
    )
