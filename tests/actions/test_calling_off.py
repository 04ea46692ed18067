"""Visits that a move overtakes: those to come are called off, and people are told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.jobs.calendar_files import calendar_file_of
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import journey_at


def visit_of(session: Session, journey: Journey) -> Visit:
    return session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()


def letters(session: Session, code: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.code == code).order_by(Letter.id)))


def test_a_journey_that_ends_strikes_its_visits_out_and_taking_back_tells_of_them(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit, before = visit_of(session, journey), len(letters(session, "visit_confirmed"))

    walking.move("close", Role.COORDINATOR, said=Said(reason="It shut", reason_code="closed"))
    told = letters(session, "visit_cancelled")
    state = visit.state
    walking.move("undo", Role.COORDINATOR)

    assert state is VisitState.CANCELLED
    assert {one.to_email for one in told} >= {
        walking.cast.assessor.email,
        walking.cast.lead.email,
    }
    assert all(calendar_file_of(session, one, "https://award.example.org") for one in told)
    assert visit.state is VisitState.CONFIRMED
    assert len(letters(session, "visit_confirmed")) > before
    assert walking.journey.stage is Stage.ASSESSING
