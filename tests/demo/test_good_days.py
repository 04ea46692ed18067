"""A visit of the demo world is booked for a good day that is still to come."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.visiting import Plan
from award.demo.good_days import good_moment
from award.demo.open_days import time_for_visit
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from tests.making import at, journey_at

FRIDAY, SUNDAY = 4, 6


@pytest.mark.parametrize(("asked_on", "found_on"), [(0, FRIDAY), (FRIDAY + 1, SUNDAY)])
def test_a_visit_is_booked_for_the_last_good_day_or_for_the_day_that_was_said(
    session: Session, asked_on: int, found_on: int
) -> None:
    walking, journey = journey_at(session, Stage.READY)
    weeks = 7 * (1 + (walking.at - at()).days // 7)
    wanted = Plan(VisitKind.ASSESSMENT, VisitForm.ON_SITE, [], walking.cast.assessor.id, place="")

    found = good_moment(journey, wanted, at(weeks + SUNDAY), at=at(weeks + asked_on))

    assert found - at(weeks) == timedelta(days=found_on)


def test_a_visit_of_the_demo_begins_on_the_hour(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)

    found = time_for_visit(journey.setting, walking.at + timedelta(days=14, minutes=35))

    assert found.minute == found.second == 0
