"""Visits that a move overtakes: those to come are called off, and people are told."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.visiting import standing_visit
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.jobs.calendar_files import calendar_file_of
from award.storage.db import transaction, writing
from award.storage.fallen_visits import visit_fell_at
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


def test_a_visit_whose_hour_was_given_to_another_stays_called_off(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = visit_of(session, journey)
    walking.move("close", Role.COORDINATOR, said=Said(reason="It shut", reason_code="closed"))
    before = len(letters(session, "visit_cancelled"))
    other = Visit(
        authority_id=journey.authority_id, journey_id=journey.id, kind=VisitKind.MONITORING,
        form=visit.form, state=VisitState.CONFIRMED, starts_at=visit.starts_at,
        visitor_id=visit.visitor_id, visitor_role=Role.ASSESSOR, proposed_at=walking.at,
    )  # fmt: skip
    with writing(session):
        session.add(other)

    walking.move("undo", Role.COORDINATOR)

    assert (visit.state, journey.stage) == (VisitState.CANCELLED, Stage.ASSESSING)
    assert len(letters(session, "visit_cancelled")) > before
    assert "given to another visit" in letters(session, "visit_cancelled")[-1].body
    assert visit_fell_at(journey) is not None


def test_an_assessment_that_stops_strikes_out_the_visit_to_come(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = visit_of(session, journey)

    walking.move("stop_assessment", Role.COORDINATOR, said=Said(reason="The assessor fell ill"))
    told = {one.to_email for one in letters(session, "visit_cancelled")}
    state = visit.state
    walking.move("undo", Role.COORDINATOR)

    assert state is VisitState.CANCELLED
    assert told >= {walking.cast.assessor.email, walking.cast.lead.email}
    assert (visit.state, visit.superseded_at) == (VisitState.CONFIRMED, None)


def test_a_visit_that_was_held_is_set_aside_and_no_more_written(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = visit_of(session, journey)
    walking.pass_time(days=20)

    walking.move("stop_assessment", Role.COORDINATOR, said=Said(reason="The assessor fell ill"))

    assert letters(session, "visit_cancelled") == []
    assert (visit.state, visit.superseded_at) == (VisitState.CONFIRMED, walking.at)
    with pytest.raises(NotAllowed, match="moved on"), transaction(lock=journey) as held:
        standing_visit(held, visit.id, VisitState.CONFIRMED)
