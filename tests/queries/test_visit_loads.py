"""What each visitor has before them, and how often each was at one setting."""

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.visit_loads import VisitLoad, visit_loads
from award.storage.days import day_of
from tests.making import journey_at


def test_visits_to_come_and_those_made_here_are_counted_by_visitor(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    walking.begin()
    cast, by = walking.cast, walking.by(Role.COORDINATOR)

    loads = visit_loads(session, by, journey.setting_id, at=walking.at)
    elsewhere = visit_loads(session, by, 999, at=walking.at)

    here = loads[cast.coordinator.id]
    assert loads[cast.assessor.id] == VisitLoad(ahead=1)
    assert (here.ahead, here.to_write, here.here) == (0, 0, 2)
    assert here.last_here_on is not None
    assert here.last_here_on < day_of(walking.at)
    assert elsewhere == {cast.assessor.id: VisitLoad(ahead=1)}
