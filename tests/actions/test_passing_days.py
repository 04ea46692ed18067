"""What the calendar does by itself happens on its day, not before, and not twice."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import assessing
from award.actions.opening import open_journey
from award.actions.passing_days import end_pause, move_award, record_no_reply, sign_records
from award.actions.pausing import pause
from award.domain.award_moves import AwardState
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import User
from award.storage.assessments import Reply, ReplyPoint, Report
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.making import (
    actor,
    at,
    award_of,
    journey_at,
    make_authority,
    make_cast,
    make_setting,
)


@pytest.fixture
def journey(session: Session) -> Journey:
    setting = make_setting(session, make_authority(session))
    cast = make_cast(session, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        return open_journey(held, route="standard", by=by, at=at())


def test_a_journey_that_is_not_held_is_refused(journey: Journey) -> None:
    for act in (end_pause, sign_records, move_award):
        with pytest.raises(RuntimeError):
            act(journey, at=at())


def test_a_pause_ends_on_its_day_and_once(journey: Journey) -> None:
    user_id = journey.opened_by_id
    with transaction(lock=journey) as held:
        by = actor(session_of(held).get_one(User, user_id), Role.COORDINATOR, held.authority)
        pause(held, day_of(at(5)), reason="Staff are away", by=by, at=at())
        ended = [end_pause(held, at=at(day)) for day in (4, 5, 6)]

    assert ended == [False, True, False]


def test_a_report_with_a_point_that_waits_is_not_passed_over(
    session: Session, journey: Journey
) -> None:
    assert journey.opened_by_id is not None
    with writing(session):
        report = Report(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            written_by_id=journey.opened_by_id,
            shared_at=at(),
        )
        session.add(report)
        session.flush()
        reply = Reply(authority_id=journey.authority_id, report_id=report.id, at=at(1))
        session.add(reply)
        session.flush()
        point = ReplyPoint(authority_id=journey.authority_id, reply_id=reply.id, words="Tuesday")
        session.add(point)
        journey.stage = Stage.CHECKING
    with transaction(lock=journey) as held:
        waiting = [record_no_reply(held, at=at(day)) for day in (10, 40)]
        point.answer, point.answered_at = "You are right", at(2)
        session.flush()
        session.expire_all()
        over = record_no_reply(held, at=at(40))

    assert (waiting, over, journey.stage) == ([False, False], True, Stage.DECIDING)


def test_an_award_stays_without_a_successor_or_a_proposal(
    session: Session, journey: Journey
) -> None:
    with writing(session):
        session.add(award_of(journey))
    moved = []
    for state in AwardState:
        with transaction(lock=journey) as held:
            session.query(Award).one().state = state
            session.flush()
            moved.append(move_award(held, at=at(100)))

    assert moved == [False] * len(AwardState)


def test_a_journey_without_an_award_has_none_to_move(journey: Journey) -> None:
    with transaction(lock=journey) as held:
        assert not move_award(held, at=at())
        assert sign_records(held, at=at()) == 0


def test_who_replied_and_did_not_confirm_is_not_told_that_no_reply_came(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    with transaction(lock=journey) as held:
        assessing.reply_to_report(held, [], by=walking.by(Role.LEAD), at=walking.at)
    walking.pass_time(days=40)

    with transaction(lock=journey) as held:
        assert record_no_reply(held, at=walking.at)

    letter = session.scalars(select(Letter).where(Letter.code == "no_reply_recorded")).first()
    assert letter is not None
    assert "no reply" not in letter.body
    assert "whatever you replied goes with it" in letter.body
    assert journey.stage is Stage.DECIDING
