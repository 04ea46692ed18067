"""What the assessors and the panel of the demo world say of each criterion."""

from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from tests.making import journey_at


def test_no_two_notes_of_a_report_are_the_same(session: Session) -> None:
    _, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)

    notes = [
        one.note
        for one in session.query(Judgement).filter_by(journey_id=journey.id, judge=Judge.ASSESSOR)
        if one.note
    ]
    assert len(notes) == 2
    assert len(set(notes)) == 2
