"""What waits about the visits of a journey: a date, a record to write, to share or to agree."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.reminders import Wait, Waiting
from award.domain.visits import VisitState, visit_row
from award.domain.waits import Found
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import History, Journey
from award.storage.visit_offers import is_offered_by
from award.storage.visits import Visit
from award.storage.working import left_at, needs_somebody

ANSWERED: Final = "answer_visit_record"
WROTE: Final = "record_visit"
SAID: Final = (ANSWERED, "share_visit_record")


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
    """The lines in which records of visits were written and shared, and answered by settings."""
    lines = session.scalars(
        select(History).where(History.journey_id.in_(journey_ids), History.what.in_((*SAID, WROTE)))
    )
    return list(lines)


def answer_to(visit: Visit, said: Collection[History]) -> History | None:
    """The setting's words on this record, while it was not shared again since."""
    if visit.state is not VisitState.WRITTEN_UP or visit.written_up_at is None:
        return None
    here = (one for one in said if one.what in SAID and _is_of(visit, one))
    last = max(here, key=lambda one: one.number, default=None)
    return last if last is not None and last.what == ANSWERED else None


def is_put_right(visit: Visit, said: Collection[History]) -> bool:
    """Whether the record was changed since the setting said what is not right in it."""
    answer = answer_to(visit, said)
    if answer is None:
        return False
    later = (one for one in said if one.what == WROTE and one.number > answer.number)
    here = [one for one in later if one.journey_id == visit.journey_id]
    name = visit_row(visit.kind).name  # an early line names the kind only
    return any(one.kept.get("visit", visit.id) == visit.id and one.words == name for one in here)


def is_shared_before(visit: Visit, said: Collection[History]) -> bool:
    """Whether the record was with the setting once already."""
    return any(one.what in SAID and _is_of(visit, one) for one in said)


def _is_of(visit: Visit, line: History) -> bool:
    """Whether a line tells of this visit; an early one names its kind only."""
    if line.journey_id != visit.journey_id or line.at < (visit.written_up_at or line.at):
        return False
    named = f"{visit_row(visit.kind).name}."
    number = line.kept.get("visit")
    return line.words.startswith(named) if number is None else number == visit.id


def _wait_of(journey: Journey, visit: Visit, at: datetime) -> tuple[Wait | None, datetime | None]:
    if visit.state is VisitState.PROPOSED:
        by_setting = is_offered_by(journey.setting_id, visit)
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
