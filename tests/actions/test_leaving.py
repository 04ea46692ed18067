"""Somebody leaves the authority: what they had in hand comes back, and letters to them stop."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.joining import end_membership
from award.actions.leaving import hand_back_work, list_in_hand
from award.actions.telling import Recipient, write_letter
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.reminders import Wait
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.queries.today import list_today
from award.queries.waits import list_waits
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority
from award.storage.db import transaction, writing
from award.storage.jobs import Job
from award.storage.journeys import History
from award.storage.letters import Letter, LetterState
from tests.actions.test_looking import ask, written
from tests.making import ADMINISTRATOR, journey_at, make_member, make_user


def leave(session: Session, walking: Walker, user: User) -> None:
    """The person's only role at the authority ends; the worker gives their work back."""
    row = session.query(Membership).filter_by(user_id=user.id, ended_at=None).one()
    with transaction(lock=session.get_one(Authority, walking.setting.authority_id)) as place:
        end_membership(place, row, by=ADMINISTRATOR, at=walking.at)
    job = session.query(Job).filter_by(kind="hand_back_work").order_by(Job.id.desc()).first()
    assert job is not None
    assert job.payload == {"authority_id": walking.setting.authority_id, "user_id": user.id}
    for number in list_in_hand(session, **job.payload):
        assert number == walking.journey.id
        with transaction(lock=walking.journey) as held:
            hand_back_work(held, user.id, at=walking.at)


def whats(session: Session, walking: Walker) -> list[str]:
    by = walking.by(Role.COORDINATOR)
    return [
        one.what for one in list_today(session, by, at=walking.at, today=walking.at.date()).asks
    ]


def test_an_assessor_who_leaves_leaves_a_part_and_a_visit_for_somebody(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    assessor, visit = walking.cast.assessor, walking.assessment_visit()
    assert visit is not None

    leave(session, walking, assessor)

    assert [one for one in journey.assignments if one.ended_at is None] == []
    assert journey.turn is Turn.COORDINATOR
    assert sorted(whats(session, walking)) == ["assessing", "visit_nobody"]
    waits = list_waits(journey, at=walking.at + timedelta(days=60))
    mine = [one for one in waits if one.waiting.thing == f"visit:{visit.id}"]
    assert [one.waiting.wait for one in mine] == [Wait.VISIT_NEEDS_SOMEBODY]
    assert all(one.person_id != assessor.id for one in waits)
    line = session.scalars(select(History).where(History.what == "end_assignment")).one()
    assert line.words.startswith("Edith Moss, assessor.")


def test_letters_that_wait_for_them_go_no_more(session: Session) -> None:
    walking, _ = journey_at(session, Stage.ASSESSING)
    assessor, authority = walking.cast.assessor, walking.setting.authority
    with writing(session):
        for key, path in (("theirs", f"/{authority.code}/assessor"), ("own", "/account")):
            write_letter(
                session, "password_changed", Recipient(assessor.email, assessor.name, path),
                authority=authority, at=walking.at, key=key, fields={"changed_at": "today"},
            )  # fmt: skip

    leave(session, walking, assessor)

    states = {
        one.unique_key: one.state for one in session.query(Letter) if one.to_email == assessor.email
    }
    assert states["theirs"] is LetterState.REFUSED
    assert states["own"] is LetterState.WAITING
    told = session.query(Letter).filter_by(code="role_ended").one()
    assert (told.to_email, told.state) == (assessor.email, LetterState.WAITING)


def test_who_keeps_another_role_here_keeps_their_work(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    assessor = walking.cast.assessor
    make_member(session, assessor, Role.COORDINATOR, walking.setting.authority)
    row = session.query(Membership).filter_by(user_id=assessor.id, role=Role.ASSESSOR).one()

    with transaction(lock=session.get_one(Authority, walking.setting.authority_id)) as place:
        end_membership(place, row, by=ADMINISTRATOR, at=walking.at)
    with transaction(lock=journey) as held:
        given = hand_back_work(held, assessor.id, at=walking.at)

    assert (given, journey.turn) == (False, Turn.ASSESSOR)


def test_a_look_that_was_asked_of_them_is_asked_no_more(session: Session) -> None:
    walking, journey, colleague = written(session)
    ask(walking, journey, colleague)

    leave(session, walking, colleague)

    waits = {one.waiting.wait for one in list_waits(journey, at=walking.at)}
    assert Wait.REPORT_LOOK not in waits
    assert session.query(History).filter_by(what="end_look").count() == 1


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.DECIDING])
def test_a_part_that_nobody_has_any_more_is_named_for_a_while(
    session: Session, stage: Stage
) -> None:
    walking, _ = journey_at(session, stage)
    leave(session, walking, walking.cast.assessor)

    now = whats(session, walking)
    walking.pass_time(days=70)
    later = whats(session, walking)

    assert "part_nobody" in now
    assert "part_nobody" not in later


def test_a_colleague_at_a_setting_has_nothing_in_hand_here(session: Session) -> None:
    walking, _ = journey_at(session, Stage.GATHERING)
    colleague = make_user(session, "Nia Ford")
    row = make_member(session, colleague, Role.CONTRIBUTOR, walking.setting)

    with transaction(lock=walking.setting) as place:
        end_membership(place, row, by=walking.by(Role.LEAD), at=walking.at)

    assert session.query(Job).filter_by(kind="hand_back_work").count() == 0
