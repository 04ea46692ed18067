"""One workshop as everybody's first visit: booked once, written once, signed by each setting."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from award.actions.passing_days import sign_records
from award.actions.recording import (
    agree_visit_record,
    answer_visit_record,
    record_visit,
)
from award.actions.workshops import (
    DID_NOT_COME,
    change_workshop,
    workshop_of,
)
from award.domain.facts import VisitStanding
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.visits import VisitState
from award.storage.accounts import User
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.actions.workshop_room import NAMES, PLAN, RECORD, Room
from tests.making import actor, at, make_member, make_user


def test_the_workshop_goes_into_the_diary_of_those_who_plan_and_only_once(room: Room) -> None:
    found = [room.book(), room.book()]

    assert found == [2, 0]
    assert room.states() == {
        "Willow Lane Primary": [VisitState.CONFIRMED],
        "Oak Tree Juniors": [VisitState.CONFIRMED],
        "Ash Grove Nursery": [],
    }


def test_one_record_is_shared_with_everybody_who_came_and_with_nobody_else(room: Room) -> None:
    room.book()

    came = room.write("Willow Lane Primary")

    assert came == 1
    assert room.states() == {
        "Willow Lane Primary": [VisitState.SHARED],
        "Oak Tree Juniors": [VisitState.MISSED],
        "Ash Grove Nursery": [],
    }
    missed = room.session.scalars(select(Visit).filter_by(state=VisitState.MISSED)).one()
    assert missed.change_reason == DID_NOT_COME


def test_only_the_setting_or_ten_days_sign_its_first_visit(room: Room) -> None:
    room.write("Willow Lane Primary", "Oak Tree Juniors")
    journey = room.journey("Willow Lane Primary")
    visit = room.session.scalars(select(Visit).filter_by(journey_id=journey.id)).one()

    with transaction(lock=journey) as held, pytest.raises(NotAllowed, match="you wrote it"):
        agree_visit_record(held, visit.id, by=room.by, at=at(12))
    shared = facts_of(room.journey("Willow Lane Primary"), at=at(12)).initial_visit
    with transaction(lock=room.journey("Willow Lane Primary")) as held:
        sign_records(held, at=at(40))

    assert shared is VisitStanding.SHARED
    assert facts_of(room.journey("Willow Lane Primary"), at=at(41)).initial_visit is (
        VisitStanding.SIGNED
    )
    assert facts_of(room.journey("Oak Tree Juniors"), at=at(41)).initial_visit is (
        VisitStanding.SHARED
    )


def test_a_workshop_that_nobody_booked_can_be_written_up_as_held(room: Room) -> None:
    room.write("Oak Tree Juniors")

    assert room.states()["Oak Tree Juniors"] == [VisitState.SHARED]
    assert room.states()["Willow Lane Primary"] == []


def test_whoever_is_not_planning_keeps_its_place_for_later(room: Room) -> None:
    with pytest.raises(NotFound):
        room.write("Ash Grove Nursery")

    with transaction(lock=room.cohort) as held:
        there = workshop_of(held)
    assert [one.setting.name for one in there.not_there_yet] == ["Ash Grove Nursery"]


def test_the_record_waits_for_the_workshop_and_needs_somebody_who_came(room: Room) -> None:
    with pytest.raises(NotReady, match="after the workshop has begun"):
        room.write("Willow Lane Primary", day=9)
    with pytest.raises(NotReady, match="Tick the settings"):
        room.write()


def test_another_coordinator_does_not_write_the_record_of_who_holds_it(room: Room) -> None:
    room.book()
    other = make_user(room.session, "Nell Fair")
    make_member(room.session, other, Role.COORDINATOR, room.authority)
    room.by = actor(room.session.get_one(User, other.id), Role.COORDINATOR, room.authority)

    with pytest.raises(NotAllowed, match="holds the workshop"):
        room.write("Willow Lane Primary")

    assert room.states()["Willow Lane Primary"] == [VisitState.CONFIRMED]


def test_a_second_record_finds_nobody_to_write_for(room: Room) -> None:
    room.write("Willow Lane Primary")

    with pytest.raises(NotFound):
        room.write("Willow Lane Primary")


def test_leads_are_told_of_the_day_by_the_usual_letter(room: Room) -> None:
    setting = room.journey("Willow Lane Primary").setting
    make_member(room.session, make_user(room.session, "Amara Holt"), Role.LEAD, setting)

    room.book()

    told = room.session.scalars(select(Letter.to_email)).all()
    assert "amara.holt@example.org" in told


def test_a_cohort_without_a_workshop_books_nothing(room: Room) -> None:
    with transaction(lock=room.cohort) as held:
        held.workshop_at = None

    with pytest.raises(NotReady, match="Say when the workshop is"):
        room.book()


def test_a_record_that_was_begun_is_left_to_who_began_it(room: Room) -> None:
    room.book()
    journey = room.journey("Oak Tree Juniors")
    visit = room.session.scalars(select(Visit).filter_by(journey_id=journey.id)).one()
    with transaction(lock=journey) as held:
        record_visit(
            held, visit.id, RECORD, version=visit.version, finished=False, by=room.by, at=at(11)
        )

    room.write("Willow Lane Primary")

    assert room.states()["Oak Tree Juniors"] == [VisitState.DONE]


def test_a_record_that_came_back_as_not_right_is_still_to_be_shared(room: Room) -> None:
    room.book()
    room.write(*NAMES[:2])
    shared = workshop_of(room.cohort)
    journey, visit = room.journey(NAMES[0]), room.visit(NAMES[0])
    with transaction(lock=journey) as held:
        answer_visit_record(held, visit.id, words="We were six.", by=room.by, at=at(12))

    now = workshop_of(room.cohort)

    assert [len(one.written) for one in (shared, now)] == [2, 1]
    assert (shared.to_share, [one.setting.name for one in now.to_share]) == ((), [NAMES[0]])


def test_who_did_not_come_is_not_asked_about_again_until_there_is_another_day(room: Room) -> None:
    room.book()
    room.write(NAMES[0])

    there = workshop_of(room.cohort)
    assert [one.setting.name for one in there.missed] == [NAMES[1]]
    assert (there.to_book, there.booked) == ((), ())

    with transaction(lock=room.cohort) as held:
        change_workshop(held, replace(PLAN, workshop_at=at(20, 14)), by=room.by, at=at(12))
    assert [one.setting.name for one in workshop_of(room.cohort).to_book] == [NAMES[1]]
