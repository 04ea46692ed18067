"""Records that are agreed because the setting's ten days passed, also after the award."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.jobs.remind import go_over
from award.storage.visits import Visit
from tests.making import journey_at


def test_a_record_shared_before_the_award_is_agreed_when_its_days_have_passed(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    visit.state, visit.shared_at, visit.signed_at = VisitState.SHARED, walking.at, None
    session.commit()
    walking.pass_time(days=30)

    go_over(session, journey.id, at=walking.at)

    assert (visit.state, visit.signed_how) == (VisitState.SIGNED, "time")
    assert visit.signed_at == walking.at
