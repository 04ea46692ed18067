"""Records that are agreed because the setting's ten days passed, also after the decision."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.jobs.remind import go_over
from award.queries.waits import list_looked_at
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.mark.parametrize("stage", [Stage.AWARDED, Stage.NOT_YET])
def test_a_record_shared_before_the_decision_is_agreed_when_its_days_have_passed(
    session: Session, stage: Stage
) -> None:
    outcome = Outcome.AWARD if stage is Stage.AWARDED else Outcome.TURN_DOWN
    walking, journey = journey_at(session, stage, outcome=outcome)
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    visit.state, visit.shared_at, visit.signed_at = VisitState.SHARED, walking.at, None
    session.commit()
    walking.pass_time(days=30)

    assert journey.id in list_looked_at(session)
    go_over(session, journey.id, at=walking.at)

    assert (visit.state, visit.signed_how) == (VisitState.SIGNED, "time")
    assert visit.signed_at == walking.at
    assert (journey.id in list_looked_at(session)) is (stage is Stage.AWARDED)
