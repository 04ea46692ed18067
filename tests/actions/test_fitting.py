"""One first visit a journey, and a renewal's visit for who renews."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions import visiting
from award.actions.fitting import kinds_of
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction, writing
from award.storage.journeys import Journey
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.PLANNING)[0]


def plan(walking: Walker, kind: VisitKind = VisitKind.INITIAL, *, days: int = 5) -> visiting.Plan:
    offered = [walking.at + timedelta(days=days)]
    return visiting.Plan(kind, VisitForm.ON_SITE, offered, walking.cast.coordinator.id)


def test_no_first_visit_is_arranged_beside_one_that_is_booked_or_was_held(
    session: Session, walking: Walker
) -> None:
    journey = session.scalars(select(Journey)).one()
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        visiting.book_visit(held, plan(walking), by=by, at=walking.at)

    with (
        pytest.raises(NotReady, match="booked for Wednesday 14 January 2026 already"),
        transaction(lock=journey) as held,
    ):
        visiting.propose_visit(held, plan(walking, days=7), by=by, at=walking.at)

    with writing(session) as rows:
        rows.scalars(select(Visit)).one().state = VisitState.DONE
    with pytest.raises(NotReady, match="taken place already"), transaction(lock=journey) as held:
        visiting.book_visit(held, plan(walking, days=7), by=by, at=walking.at)


def test_a_first_visit_can_be_offered_anew_beside_dates_that_nobody_confirmed(
    session: Session, walking: Walker
) -> None:
    journey, by = session.scalars(select(Journey)).one(), walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        visiting.propose_visit(held, plan(walking), by=by, at=walking.at)
        visiting.propose_visit(held, plan(walking, days=7), by=by, at=walking.at)

    assert session.scalar(select(func.count()).select_from(Visit)) == 2


def test_a_renewal_visit_is_for_who_renews(session: Session, walking: Walker) -> None:
    journey, by = session.scalars(select(Journey)).one(), walking.by(Role.COORDINATOR)

    assert [one.kind for one in kinds_of(journey)] == [VisitKind.INITIAL]
    wrong = plan(walking, VisitKind.RENEWAL)
    with pytest.raises(NotReady, match="renews its award"), transaction(lock=journey) as held:
        visiting.propose_visit(held, wrong, by=by, at=walking.at)


def test_who_renews_is_offered_a_renewal_visit_and_no_first_one(session: Session) -> None:
    _, journey = journey_at(session, Stage.GATHERING, route="renewal")

    kinds = [one.kind for one in kinds_of(journey)]

    assert kinds == [VisitKind.MONITORING, VisitKind.RENEWAL]
