"""What waits about the visits of a journey: a date, a record to write, to share or to agree."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import SETTING_ROLES, Role
from award.domain.reminders import Wait, Waiting
from award.domain.visits import VisitState, visit_row
from award.domain.waits import Found
from award.storage.accounts import Membership
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import History, Journey
from award.storage.visits import Visit
from award.storage.working import left_at, needs_somebody

ANSWERED: Final = "answer_visit_record"


class Making(Protocol):
    """Makes a wait of the journey that is being read."""

    def __call__(self, thing: str, wait: Wait, since: date, *, own: bool = False) -> Waiting: ...


def visit_waits(journey: Journey, at: datetime, waiting: Making) -> Iterator[Found]:
    """The waits of every visit that still counts."""
    session = session_of(journey)
    rows = session.execute(
        select(Visit, needs_somebody(), left_at())
        .where(Visit.journey_id == journey.id, Visit.superseded_at.is_(None))
        .order_by(Visit.id)
    ).all()
    if not rows:
        return
    answers = answers_to_records(session, [journey.id])
    for visit, is_orphan, left in rows:
        if is_orphan:
            thing, needs = f"visit:{visit.id}", Wait.VISIT_NEEDS_SOMEBODY
            yield Found(waiting(thing, needs, day_of(left)))
            continue
        answer = answer_to(visit, answers)
        wait, since = _wait_of(journey, visit, at)
        if answer is not None:
            wait, since = Wait.VISIT_ANSWERED, answer.at
        if wait is None or since is None:
            continue
        own = visit.visitor_role is Role.COORDINATOR and wait not in (
            Wait.VISIT_DATE_SETTING,
            Wait.VISIT_TO_SIGN,
        )
        yield Found(
            waiting(f"visit:{visit.id}", wait, day_of(since), own=own),
            person_id=visit.visitor_id,
            path=visitor_path(journey, visit),
        )


def visitor_path(journey: Journey, visit: Visit) -> str:
    """Where the visitor finds the journey."""
    room = "coordinator" if visit.visitor_role is Role.COORDINATOR else "assessor"
    return f"/{journey.authority.code}/{room}/journeys/{journey.id}"


def answers_to_records(session: Session, journey_ids: Collection[int]) -> list[History]:
    """The lines in which settings said that the record of a visit is not right yet."""
    lines = session.scalars(
        select(History).where(History.journey_id.in_(journey_ids), History.what == ANSWERED)
    )
    return list(lines)


def answer_to(visit: Visit, answers: list[History]) -> History | None:
    """The setting's words on this record, while it was not shared again since."""
    if visit.state is not VisitState.WRITTEN_UP or visit.written_up_at is None:
        return None
    name, since = visit_row(visit.kind).name, visit.written_up_at
    here = (one for one in answers if one.journey_id == visit.journey_id and one.at >= since)
    mine = [one for one in here if one.words.startswith(f"{name}.")]
    return max(mine, key=lambda one: one.number, default=None)


def _wait_of(journey: Journey, visit: Visit, at: datetime) -> tuple[Wait | None, datetime | None]:
    if visit.state is VisitState.PROPOSED:
        by_setting = _works_at(journey, visit.proposed_by_id)
        wait = Wait.VISIT_DATE_VISITOR if by_setting else Wait.VISIT_DATE_SETTING
        return wait, visit.proposed_at
    if visit.state is VisitState.CONFIRMED:
        over = visit.starts_at and visit.starts_at + timedelta(minutes=visit.minutes) <= at
        return (Wait.VISIT_TO_WRITE_UP, visit.starts_at) if over else (None, None)
    if visit.state is VisitState.DONE:
        return Wait.VISIT_TO_WRITE_UP, visit.starts_at or visit.done_at
    if visit.state is VisitState.WRITTEN_UP:
        return Wait.VISIT_TO_SHARE, visit.written_up_at
    if visit.state is VisitState.SHARED:
        return Wait.VISIT_TO_SIGN, visit.shared_at
    return None, None


def _works_at(journey: Journey, user_id: int | None) -> bool:
    found = session_of(journey).scalar(
        select(Membership.id)
        .where(
            Membership.user_id == user_id,
            Membership.setting_id == journey.setting_id,
            Membership.role.in_(SETTING_ROLES),
        )
        .limit(1)
    )
    return found is not None
