"""Where reports wait after their visit, and how soon those that were shared came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from award.domain.people import Actor
from award.domain.report_days import Shared, Turnaround, share_by, turnaround
from award.domain.stages import Stage
from award.domain.visits import GONE, VisitKind
from award.storage.accounts import User
from award.storage.assessments import Report
from award.storage.days import council_calendar, day_of, terms_of
from award.storage.journeys import Assignment, AssignmentKind, Journey
from award.storage.settings import Setting
from award.storage.visits import Visit

A_PAGE: Final = 25
Moment = InstrumentedAttribute[datetime | None] | datetime
LOOKED_BACK: Final = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Waiting:
    """A report that has not been shared although its visit was held, and when it should be.

    ``is_again``: it was shared before, and is being revised.
    """

    journey_id: int
    setting: str
    assessor: str
    visited_on: date
    due_on: date
    days: int
    is_again: bool

    @property
    def is_late(self) -> bool:
        return self.days < 0


def last_visit(before: Moment) -> ScalarSelect[datetime | None]:
    """When the last assessment visit of a journey began that was held by a moment, and counted
    then: one of an assessment that was begun anew since does not.
    """
    return (
        select(func.max(Visit.starts_at))
        .where(
            Visit.journey_id == Journey.id,
            Visit.kind == VisitKind.ASSESSMENT,
            Visit.state.not_in(GONE),
            Visit.starts_at <= before,
            Visit.superseded_at.is_(None) | (Visit.superseded_at > before),
        )
        .correlate(Journey)
        .scalar_subquery()
    )


def list_waiting(
    session: Session, actor: Actor, *, at: datetime, page: int = 1
) -> tuple[list[Waiting], int]:
    """The reports that wait to be shared, the longest wait first; and how many there are."""
    rows = session.execute(
        _waiting(actor, at).limit(A_PAGE).offset((max(page, 1) - 1) * A_PAGE)
    ).all()
    if not rows and page > 1:
        return list_waiting(session, actor, at=at)
    council, today = council_calendar(session, actor.authority_id or 0), day_of(at)
    found = []
    for number, setting, assessor, visited_at, first, _ in rows:
        due_on = share_by(day_of(visited_at), council)
        left, is_again = council.days_between(today, due_on), first is not None
        found.append(
            Waiting(number, setting, assessor or "", day_of(visited_at), due_on, left, is_again)
        )
    return found, rows[0][-1] if rows else 0


def count_late(waiting: Iterable[Waiting]) -> int:
    """How many of these reports were promised for an earlier day and not shared so far."""
    return sum(one.is_late and not one.is_again for one in waiting)


def _waiting(actor: Actor, at: datetime) -> Select[*tuple[Any, ...]]:
    """The journeys that are being assessed and whose visit was held, with all that is told."""
    visited, assigned = last_visit(at).label("visited"), aliased(Assignment)
    told = (Journey.id, Setting.name, User.name, visited, Journey.report_first_shared_at)
    return (
        select(*told, func.count().over())
        .join(Setting, Setting.id == Journey.setting_id)
        .outerjoin(
            assigned,
            and_(
                assigned.journey_id == Journey.id,
                assigned.kind == AssignmentKind.ASSESSOR,
                assigned.ended_at.is_(None),
            ),
        )
        .outerjoin(User, User.id == assigned.user_id)
        .where(
            Journey.authority_id == actor.authority_id,
            Journey.stage == Stage.ASSESSING,
            visited.is_not(None),
        )
        .order_by(visited, Journey.id)
    )


def list_turnaround(session: Session, actor: Actor, *, at: datetime) -> list[Turnaround]:
    """How soon reports were first shared after their visit, by term, the newest first."""
    mine = actor.authority_id or 0
    shared = Journey.report_first_shared_at
    rows = session.execute(
        select(last_visit(shared), shared).where(
            Journey.authority_id == mine,
            shared >= at - LOOKED_BACK,
            exists().where(Report.journey_id == Journey.id),
        )
    )
    reports = [Shared(day_of(visit), day_of(first)) for visit, first in rows if visit and first]
    return turnaround(
        reports, terms=terms_of(session, mine), council=council_calendar(session, mine)
    )
