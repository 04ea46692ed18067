"""What was noted on a visit that was set aside, where the judgement that rests on it stands."""

import pytest
from sqlalchemy.orm import Session

from award.domain.facts import Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.judgements import find_seen
from tests.making import journey_at

SAID = "“You can tell any grown-up or use the worry box.”"


# Two visits before the assessment noted the same.
@pytest.mark.parametrize(("asked", "left"), [("3.1", 3), ("1.3", 2)])
def test_a_note_stays_unless_its_criterion_is_judged_again(
    session: Session, asked: str, left: int
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = walking.assessment_visit()
    assert visit is not None
    walking.pass_time(days=8)
    walking.write_up(visit, walking.by(Role.ASSESSOR))
    walking.judge_all()
    walking.pass_time(hours=1)

    walking.move("ask_for_more", Role.ASSESSOR, said=Said(criteria={asked: "Show it."}))

    session.refresh(visit)
    assert visit.superseded_at is not None
    found = find_seen(session, journey, walking.by(Role.ASSESSOR), "1.3")
    assert found is not None
    assert [one.words for one in found.notes] == [SAID] * left
