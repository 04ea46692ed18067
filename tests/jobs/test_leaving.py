"""The worker gives back the work of somebody who left, and finds nothing the second time."""

from sqlalchemy.orm import Session

from award.actions.joining import end_membership
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.jobs.leaving import hand_back
from award.jobs.means import Means
from award.jobs.worker import JOBS
from award.storage.accounts import Membership
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.jobs import Job
from tests.making import ADMINISTRATOR, journey_at


def test_what_an_assessor_had_in_hand_is_given_back_once(both: Session, means: Means) -> None:
    walking, journey = journey_at(both, Stage.ASSESSING)
    row = both.query(Membership).filter_by(
        user_id=walking.cast.assessor.id, role=Role.ASSESSOR
    ).one()  # fmt: skip
    with transaction(lock=both.get_one(Authority, walking.setting.authority_id)) as place:
        end_membership(place, row, by=ADMINISTRATOR, at=walking.at)
    job = both.query(Job).filter_by(kind="hand_back_work").one()
    payload = dict(job.payload)
    both.rollback()

    JOBS[job.kind](means, payload, walking.at)
    again = hand_back(means, **payload, at=walking.at)

    both.rollback()
    both.refresh(journey)
    assert (again, journey.turn) == (0, Turn.COORDINATOR)
