"""One workshop as everybody's first visit: booked once, written once, signed by each setting."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.bringing_in import bring_in
from award.actions.gathering_cohort import CohortPlan, begin_cohort, take_in
from award.actions.passing_days import sign_records
from award.actions.rearranging import call_off_visit, move_visit
from award.actions.recording import (
    Record,
    agree_visit_record,
    answer_visit_record,
    record_visit,
)
from award.actions.workshops import (
    DID_NOT_COME,
    OTHER_LENGTH,
    book_workshop,
    change_workshop,
    record_workshop,
    workshop_of,
)
from award.domain.facts import VisitStanding
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.running_journeys import RunningReading, RunningRow
from award.domain.stages import Stage
from award.domain.visit_days import WrongDay
from award.domain.visits import VisitKind, VisitState
from award.storage.accounts import User
from award.storage.cohorts import CohortPlace
from award.storage.db import transaction, writing
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import actor, at, make_authority, make_member, make_setting, make_user

RECORD = Record(met="Twelve leads", summary="We planned together")
PLAN = CohortPlan("Spring", "light", workshop_at=at(10, 14), workshop_place="Town Hall")
NAMES = ("Willow Lane Primary", "Oak Tree Juniors", "Ash Grove Nursery")


class Room:
    """Three settings of one cohort: two are planning, the third still drafts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.authority = make_authority(session)
        for name in NAMES:
            make_setting(session, self.authority, name)
        self.user = make_user(session, "Colm Brady")
        make_member(session, self.user, Role.COORDINATOR, self.authority)
        self.by = actor(self.user, Role.COORDINATOR, self.authority)
        stages = (Stage.PLANNING, Stage.PLANNING, Stage.DRAFT)
        rows = [
            RunningRow(n, name, "", "light", stage)
            for n, (name, stage) in enumerate(zip(NAMES, stages, strict=True))
        ]
        with transaction(lock=self.authority) as held:
            bring_in(session, held, RunningReading(tuple(rows), (), (), ()), by=self.by, at=at())
            self.cohort = begin_cohort(held, PLAN, by=self.by, at=at())
        journeys = {one.setting_id: one.id for one in session.scalars(select(Journey))}
        with transaction(lock=self.cohort) as held:
            take_in(held, journeys, by=self.by)
        with writing(session):
            for place in session.scalars(select(CohortPlace)):
                place.journey_id, place.invited_at = journeys[place.setting_id], at()

    def places(self, *names: str) -> list[int]:
        self.session.expire_all()
        found = {one.setting.name: one.id for one in self.session.scalars(select(CohortPlace))}
        return [found[name] for name in names]

    def journey(self, name: str) -> Journey:
        self.session.expire_all()
        return next(
            one for one in self.session.scalars(select(Journey)) if one.setting.name == name
        )

    def book(self, **more: Any) -> int:
        with transaction(lock=self.cohort) as held:
            return book_workshop(held, by=self.by, at=at(1), **more)

    def replan(self, despite: str = "", **changed: Any) -> int:
        more = {"despite": despite} if despite else {}
        with transaction(lock=self.cohort) as held:
            plan = replace(PLAN, **changed)
            return change_workshop(held, plan, by=self.by, at=at(2), **more)

    def visit(self, name: str) -> Visit:
        return self.session.scalars(
            select(Visit).where(Visit.journey_id == self.journey(name).id).order_by(Visit.id)
        ).all()[-1]

    def write(self, *names: str, day: int = 11) -> int:
        came = self.places(*names)
        with transaction(lock=self.cohort) as held:
            return record_workshop(held, RECORD, came=came, by=self.by, at=at(day))

    def states(self) -> dict[str, list[VisitState]]:
        self.session.expire_all()
        found: dict[str, list[VisitState]] = {name: [] for name in NAMES}
        rows = self.session.execute(
            select(Visit, Journey).join(Journey, Journey.id == Visit.journey_id)
        )
        for visit, journey in rows:
            found[journey.setting.name].append(visit.state)
        return found


@pytest.fixture
def room(both: Session) -> Room:
    return Room(both)


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


@pytest.mark.parametrize(
    "changed",
    [{"workshop_at": at(12, 10)}, {"workshop_at": at(10, 15)}, {"workshop_place": "Library"}],
)
def test_a_workshop_that_moves_takes_along_who_has_it_in_the_diary(
    room: Room, changed: dict[str, Any]
) -> None:
    room.book()
    known = {one.id for one in room.session.scalars(select(Letter))}

    moved = room.replan(**changed)

    visits = [room.visit(name) for name in NAMES[:2]]
    wanted = replace(PLAN, **changed)
    assert moved == 2
    assert [(one.starts_at, one.place) for one in visits] == [
        (wanted.workshop_at, wanted.workshop_place)
    ] * 2
    told = [one for one in room.session.scalars(select(Letter)) if one.id not in known]
    assert {one.code for one in told} == {"visit_moved"}
    assert room.replan(**changed) == 0


def be_elsewhere(room: Room, when: datetime) -> None:
    """The coordinator who holds the workshop has another visit at this hour."""
    with writing(room.session):
        room.session.add(
            Visit(
                authority_id=room.authority.id, journey_id=room.journey(NAMES[2]).id,
                kind=VisitKind.CHECK_IN, form=VisitForm.ON_SITE, state=VisitState.CONFIRMED,
                starts_at=when, visitor_id=room.user.id, visitor_role=Role.COORDINATOR,
                proposed_at=at(),
            )
        )  # fmt: skip


def test_a_new_day_on_which_its_holder_is_elsewhere_stands_with_the_reason_why(room: Room) -> None:
    room.book()
    be_elsewhere(room, at(12, 14))

    with pytest.raises(WrongDay) as refused:
        room.replan(workshop_at=at(12, 14))
    room.session.rollback()
    moved = room.replan(despite="A colleague stands in.", workshop_at=at(12, 14))

    assert refused.value.may_stand
    assert moved == 2
    assert {room.visit(name).kept_because for name in NAMES[:2]} == {"A colleague stands in."}


def test_a_workshop_is_booked_in_spite_of_another_visit_where_somebody_says_why(
    room: Room,
) -> None:
    be_elsewhere(room, at(10, 14))

    with pytest.raises(WrongDay):
        room.book()
    room.session.rollback()

    assert room.book(despite="A colleague stands in.") == 2
    assert room.visit(NAMES[0]).kept_because == "A colleague stands in."


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


def test_a_cohort_that_is_only_renamed_writes_to_nobody_and_moves_nothing(room: Room) -> None:
    room.book()
    own = room.visit(NAMES[0])
    with writing(room.session):
        own.place = "Our library"
    known = room.session.scalars(select(Letter.id)).all()

    moved = room.replan(name="Spring starters")

    assert (moved, room.visit(NAMES[0]).place) == (0, "Our library")
    assert room.session.scalars(select(Letter.id)).all() == known


def test_a_workshop_that_only_lasts_longer_says_so(room: Room) -> None:
    room.book()

    room.replan(workshop_minutes=200)

    assert {room.visit(name).minutes for name in NAMES[:2]} == {200}
    assert room.visit(NAMES[0]).change_reason == OTHER_LENGTH


def test_a_workshop_in_diaries_is_not_just_given_up(room: Room) -> None:
    room.book()

    with pytest.raises(NotReady, match="in the diary of"):
        room.replan(workshop_at=None)

    for name in NAMES[:2]:
        journey, visit = room.journey(name), room.visit(name)
        with transaction(lock=journey) as held:
            call_off_visit(held, visit.id, missed=False, reason="Ill", by=room.by, at=at(2))
    assert room.replan(workshop_at=None) == 0


def test_a_setting_that_agreed_a_later_day_for_itself_does_not_hold_up_the_record(
    room: Room,
) -> None:
    room.book()
    journey, visit = room.journey(NAMES[1]), room.visit(NAMES[1])
    with transaction(lock=journey) as held:
        move_visit(held, visit.id, at(17, 10), reason="Inspection", by=room.by, at=at(2))

    assert room.replan(workshop_at=at(12, 10)) == 1
    assert room.write(NAMES[0], day=13) == 1

    assert room.states()[NAMES[0]] == [VisitState.SHARED]
    assert room.states()[NAMES[1]] == [VisitState.CONFIRMED]
    assert room.visit(NAMES[1]).starts_at == at(17, 10)


def test_who_did_not_come_is_not_asked_about_again_until_there_is_another_day(room: Room) -> None:
    room.book()
    room.write(NAMES[0])

    there = workshop_of(room.cohort)
    assert [one.setting.name for one in there.missed] == [NAMES[1]]
    assert (there.to_book, there.booked) == ((), ())

    with transaction(lock=room.cohort) as held:
        change_workshop(held, replace(PLAN, workshop_at=at(20, 14)), by=room.by, at=at(12))
    assert [one.setting.name for one in workshop_of(room.cohort).to_book] == [NAMES[1]]
