"""What waits about the visits of a journey: a date, a record to write, to share or to agree."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import select

from award.domain.people import SETTING_ROLES, Role
from award.domain.reminders import Wait, Waiting
from award.domain.visits import VisitState
from award.domain.waits import Found
from award.storage.accounts import Membership
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import History, Journey
from award.storage.visits import Visit

ANSWERED: Final = "answer_visit_record"


class Making(Protocol):
    """Makes a wait of the journey that is being read."""

    def __call__(self, thing: str, wait: Wait, since: date, *, own: bool = False) -> Waiting: ...


def visit_waits(journey: Journey, at: datetime, waiting: Making) -> Iterator[Found]:
    """The waits of every visit that still counts."""
    session = session_of(journey)
    rows = session.scalars(
        select(Visit)
        .where(Visit.journey_id == journey.id, Visit.superseded_at.is_(None))
        .order_by(Visit.id)
    ).all()
    if not rows:
        return
    answered = answered_visits(journey)
    for visit in rows:
        wait, since = _wait_of(journey, visit, at, answered=visit.id in answered)
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


def answered_visits(journey: Journey) -> set[int]:
    """The visits whose record the setting answered with words since it was last shared."""
    session = session_of(journey)
    found = set()
    for line in session.scalars(
        select(History).where(History.journey_id == journey.id, History.what == ANSWERED)
    ):
        visit = session.get(Visit, line.kept.get("visit_id", 0))
        if visit is not None and visit.shared_at is not None and visit.shared_at <= line.at:
            found.add(visit.id)
    return found


def _wait_of(
    journey: Journey, visit: Visit, at: datetime, *, answered: bool
) -> tuple[Wait | None, datetime | None]:
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
        return Wait.VISIT_ANSWERED if answered else Wait.VISIT_TO_SIGN, visit.shared_at
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
