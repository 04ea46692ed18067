"""The deeds that wait for an adviser, an assessor or a second: of visits, and of journeys."""

from datetime import datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from award.domain.facts import PlanState
from award.domain.people import JUDGING, Actor
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitState
from award.queries.deeds_beside import list_tasks_beside
from award.queries.diary import has_tie, visits_of
from award.queries.tasks import MOST_TASKS, Deed, Task
from award.queries.waiting_since import waits_since
from award.queries.waits_of_visits import answer_to, answers_to_records, is_put_right
from award.storage.assessments import Judge, Judgement
from award.storage.fallen_visits import fell_at, needs_new_visit
from award.storage.journeys import Assignment, AssignmentKind, CriterionAsked, History, Journey
from award.storage.settings import Setting
from award.storage.visit_offers import offered_by
from award.storage.visits import Visit

TO_WRITE: Final = (VisitState.CONFIRMED, VisitState.DONE, VisitState.WRITTEN_UP)


def list_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    """What waits for the actor, longest first, up to MOST_TASKS of each kind.

    Three queries, and one more where a record of theirs is written and not shared.
    """
    found = [
        *_visit_tasks(session, actor, at=at),
        *_journey_tasks(session, actor, at=at),
        *list_tasks_beside(session, actor),
    ]
    return sorted(found, key=lambda one: (one.since, one.journey_id, one.deed))


def _visit_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    begun = and_(Visit.state.in_(TO_WRITE), Visit.starts_at <= at)
    asked = and_(
        Visit.state == VisitState.PROPOSED,
        offered_by(Journey.setting_id),
        Journey.paused_until.is_(None),
    )
    rows = session.execute(
        visits_of(actor)
        .where(or_(begun, asked), ~and_(Visit.visitor_role.in_(JUDGING), has_tie(actor)))
        .order_by(func.coalesce(Visit.starts_at, Visit.proposed_at), Visit.id)
        .limit(MOST_TASKS)
    )
    found = [(visit, name) for visit, name in rows]
    to_share = {one.journey_id for one, _ in found if one.state is VisitState.WRITTEN_UP}
    answers = answers_to_records(session, to_share) if to_share else []
    open_ = {one.id: answer_to(one, answers) for one, _ in found if not is_put_right(one, answers)}
    return [_visit_task(visit, name, open_.get(visit.id)) for visit, name in found]


def _visit_task(visit: Visit, name: str, answer: History | None) -> Task:
    """What is next with a visit; a record that waits to be put right is so first."""
    deeds = {VisitState.PROPOSED: Deed.CONFIRM_VISIT, VisitState.WRITTEN_UP: Deed.SHARE_RECORD}
    deed, since = deeds.get(visit.state, Deed.WRITE_UP), _visit_waits_since(visit)
    if answer is not None:
        deed, since = Deed.MEND_RECORD, answer.at
    return Task(deed, visit.journey_id, name, since, visit_id=visit.id)


def _visit_waits_since(visit: Visit) -> datetime:
    """A day to choose since it was offered, a record to share since it was written."""
    since = {VisitState.PROPOSED: visit.proposed_at, VisitState.WRITTEN_UP: visit.written_up_at}
    return since.get(visit.state) or visit.starts_at or visit.proposed_at


# Which deed waits while the turn is theirs: the part they play, the turn, at which stage.
WAITS: Final = (
    (AssignmentKind.ASSESSOR, Turn.ASSESSOR, Stage.ASSESSING, Deed.JUDGE),
    (AssignmentKind.ASSESSOR, Turn.ASSESSOR, Stage.CHECKING, Deed.ANSWER),
    (AssignmentKind.SECOND, Turn.SECOND, Stage.DECIDING, Deed.SECOND),
    (AssignmentKind.ADVISER, Turn.ADVISER, Stage.GATHERING, Deed.FEEDBACK),
)


def _journey_tasks(session: Session, actor: Actor, *, at: datetime) -> list[Task]:
    early = and_(
        Assignment.kind == AssignmentKind.SECOND,
        Journey.stage == Stage.CHECKING,
        Journey.second_asked_at.is_not(None),
        Journey.second_done_at.is_(None),
        ~has_tie(actor),
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
    since = waits_since(at)
    rows = session.execute(
        select(Journey, Setting.name, Assignment.kind, since, _judged(), _asked(), _fell_at())
        .join(Setting, Setting.id == Journey.setting_id)
        .join(Assignment, Assignment.journey_id == Journey.id)
        .where(
            Assignment.user_id == actor.user_id,
            Assignment.ended_at.is_(None),
            Journey.authority_id == actor.authority_id,
            Journey.paused_until.is_(None),
            or_(early, forward, *turns),
        )
        .order_by(since, Journey.id)
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
    since: datetime,
    judged: int,
    asked: int,
    fell: datetime | None,
) -> Task:
    if fell is not None and kind is AssignmentKind.ASSESSOR:
        return Task(Deed.ARRANGE, journey.id, name, fell)
    deed = _deed(journey, kind, is_judged=judged >= asked)
    return Task(deed, journey.id, name, since, None, judged, asked)


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
