"""The deeds that wait for an adviser, an assessor or a second: of visits, and of journeys."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from award.domain.facts import PlanState
from award.domain.people import Actor
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.queries.diary import visits_of
from award.storage.assessments import Judge, Judgement, ReportLook
from award.storage.fallen_visits import fell_at, needs_new_visit
from award.storage.journeys import Assignment, AssignmentKind, CriterionAsked, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

MOST_TASKS: Final = 20
TO_WRITE: Final = (VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP)


class Deed(StrEnum):
    """What waits for the person. The page has the words for each."""

    WRITE_UP = "write_up"
    SHARE_RECORD = "share_record"
    CONFIRM_VISIT = "confirm_visit"
    ARRANGE = "arrange"
    JUDGE = "judge"
    REPORT = "report"
    ANSWER = "answer"
    SECOND = "second"
    AGREE_PLAN = "agree_plan"
    FEEDBACK = "feedback"
    LOOK = "look"
    CONFIRM_AGREED = "confirm_agreed"


@dataclass(frozen=True)
class Task:
    """One deed that waits, for which setting, since when; ``visit_id`` if it is of a visit.

    ``look_id`` names the report that a colleague asks them to look at.
    """

    deed: Deed
    journey_id: int
    setting: str
    since: datetime
    visit_id: int | None = None
    done: int = 0
    total: int = 0
    look_id: int | None = None


def list_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """What waits for the actor, longest first, up to MOST_TASKS of each kind. Three queries."""
    found = [
        *_visit_tasks(session, actor, at=at),
        *_journey_tasks(session, actor),
        *_tasks_beside(session, actor),
    ]
    return sorted(found, key=lambda one: (one.since, one.journey_id, one.deed))


def _visit_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    begun = and_(Visit.state.in_(TO_WRITE), Visit.starts_at <= at)
    asked = and_(Visit.state == VisitState.PROPOSED, Visit.proposed_by_id != actor.user_id)
    rows = session.execute(
        visits_of(actor)
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


def _tasks_beside(session: Session, actor: Actor) -> list[Task]:
    """What is asked of somebody beside their turn: to look at a report, to confirm an agreement."""
    rows = session.execute(
        union_all(
            select(_looks(actor).limit(MOST_TASKS).subquery()),
            select(_agreements(actor).limit(MOST_TASKS).subquery()),
        )
    )
    return [
        Task(Deed(deed), number, name, at, look_id=look) for deed, number, name, at, look in rows
    ]


def _looks(actor: Actor) -> Select[str, int, str, datetime, int]:
    """The reports of colleagues that they were asked to look at, and have not."""
    return (
        select(
            literal(Deed.LOOK.value).label("deed"),
            Journey.id.label("journey_id"),
            Setting.name,
            ReportLook.asked_at.label("since"),
            ReportLook.id.label("look_id"),
        )
        .join(Journey, Journey.id == ReportLook.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            ReportLook.colleague_id == actor.user_id,
            ReportLook.authority_id == actor.authority_id,
            ReportLook.answered_at.is_(None),
            ReportLook.ended_at.is_(None),
            Journey.stage == Stage.ASSESSING,
        )
        .order_by(ReportLook.asked_at)
    )


def _agreements(actor: Actor) -> Select[str, int, str, datetime, int]:
    """Where the other of two judges wrote down what they came to, and this one has to say so."""
    since = func.min(Judgement.at)
    return (
        select(
            literal(Deed.CONFIRM_AGREED.value).label("deed"),
            Journey.id.label("journey_id"),
            Setting.name,
            since.label("since"),
            cast(null(), BigInteger).label("look_id"),
        )
        .join(Setting, Setting.id == Journey.setting_id)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .join(Judgement, Judgement.journey_id == Journey.id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.paused_until.is_(None),
            Journey.stage.in_((Stage.CHECKING, Stage.DECIDING)),
            Journey.second_done_at.is_not(None),
            Assignment.user_id == actor.user_id,
            Assignment.ended_at.is_(None),
            Assignment.kind.in_((AssignmentKind.ASSESSOR, AssignmentKind.SECOND)),
            Judgement.judge == Judge.AGREED,
            Judgement.superseded_at.is_(None),
            Judgement.confirmed_at.is_(None),
            Judgement.by_id.is_distinct_from(actor.user_id),
        )
        .group_by(Journey.id, Setting.name)
        .order_by(since, Journey.id)
    )


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
        select(Journey, Setting.name, Assignment.kind, _judged(), _asked(), _fell_at())
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
    return [_task(*row) for row in rows]


def _fell_at() -> ColumnElement[datetime | None]:
    """When the visit fell through, where the assessor is to arrange a new one; else nothing."""
    since: ColumnElement[datetime | None] = case(
        (needs_new_visit(), func.coalesce(fell_at(), Journey.stage_since))
    )
    return since


def _task(
    journey: Journey,
    name: str,
    kind: AssignmentKind,
    judged: int,
    asked: int,
    fell: datetime | None,
) -> Task:
    if fell is not None and kind is AssignmentKind.ASSESSOR:
        return Task(Deed.ARRANGE, journey.id, name, fell)
    deed = _deed(journey, kind, is_judged=judged >= asked)
    return Task(deed, journey.id, name, journey.waiting_since, None, judged, asked)


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
