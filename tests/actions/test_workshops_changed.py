"""A workshop that is given another day, place or length, or is given up, in the diaries of all."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from award.actions.rearranging import call_off_visit, move_visit
from award.actions.workshops import (
    OTHER_LENGTH,
)
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.routes import VisitForm
from award.domain.visit_days import WrongDay
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction, writing
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.actions.workshop_room import NAMES, PLAN, Room
from tests.making import at


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
