"""Judgements, the shared report and its reply, as the setting finds them."""

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.assessments import (
    find_judgement,
    find_shared_report,
    judgements_of,
)
from award.storage.assessments import Judge
from award.storage.standing import live_reply
from tests.making import journey_at


def test_a_report_is_found_once_it_is_shared_and_its_reply_with_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    lead = walking.by(Role.LEAD)
    early = find_shared_report(lead, journey)

    walking.walk_to(Stage.DECIDING)

    report = find_shared_report(lead, journey)
    assert early is None
    assert report is not None
    reply = live_reply(report)
    assert reply is not None
    assert reply.points == []


def test_each_judge_has_their_own_view(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    lead = walking.by(Role.LEAD)

    assert len(judgements_of(session, lead, journey, Judge.SETTING)) == 21
    assert find_judgement(session, lead, journey, Judge.SECOND, "1.4") is None
