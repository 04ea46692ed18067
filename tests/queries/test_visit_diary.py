"""The diary: what is booked and offered, what clashes, and what each person carries."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions import visiting
from award.actions.assigning import end_assignment
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.visit_diary import Diary, Load, list_visitors, read_diary, read_own_diary
from award.queries.visits import list_visits
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.making import journey_at, make_setting


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.PLANNING)[0]


@pytest.fixture
def beside(session: Session, walking: Walker) -> Walker:
    setting = make_setting(session, walking.setting.authority, "Abbey Road Primary")
    other = Walker(setting, walking.cast, walking.at)
    other.open("standard")
    other.walk_to(Stage.PLANNING)
    other.at = walking.at
    return other


def plan(walking: Walker, *hours: float, despite: str = "") -> visiting.Plan:
    offered = [walking.at + timedelta(days=5, hours=one) for one in hours]
    user = walking.cast.coordinator.id
    return visiting.Plan(VisitKind.INITIAL, VisitForm.ON_SITE, offered, user, despite=despite)


def week(session: Session, walking: Walker) -> Diary:
    first = day_of(walking.at)
    by = walking.by(Role.COORDINATOR)
    return read_diary(session, by, first, first + timedelta(days=7))


def test_two_visits_at_once_are_both_marked_and_an_offer_against_a_booking(
    session: Session, walking: Walker, beside: Walker
) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=beside.journey) as held:
        visiting.propose_visit(held, plan(beside, 0, 3), by=by, at=walking.at)
    with transaction(lock=walking.journey) as held:
        visiting.book_visit(held, plan(walking, 1), by=by, at=walking.at)

    diary = week(session, walking)

    assert [(one.setting, one.is_offer, one.clashes) for one in diary.lines] == [
        ("Abbey Road Primary", True, True),
        ("Willow Lane Primary", False, False),
        ("Abbey Road Primary", True, False),
    ]
    assert diary.loads == [Load(by.user_id or 0, "Colm Brady", 1, 90, 1)]


def test_what_was_kept_in_spite_of_another_visit_clashes(
    session: Session, walking: Walker, beside: Walker
) -> None:
    by = walking.by(Role.COORDINATOR)
    for one, despite in ((walking, ""), (beside, "Somebody goes with me")):
        with transaction(lock=one.journey) as held:
            visiting.book_visit(held, plan(one, 0, despite=despite), by=by, at=walking.at)

    diary = week(session, walking)

    assert [one.clashes for one in diary.lines] == [True, True]


def test_a_diary_ends_with_its_days_and_at_the_authority(session: Session, walking: Walker) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=walking.journey) as held:
        visit = visiting.book_visit(held, plan(walking, 0), by=by, at=walking.at)
    on = day_of(visit.starts_at or walking.at)
    day = timedelta(days=1)

    found = [
        len(read_diary(session, by, first, last).lines)
        for first, last in ((on, on), (on - day, on - day), (on + day, on + day))
    ]
    other = by.__class__(Role.COORDINATOR, by.user_id, by.name, (by.authority_id or 0) + 1)

    assert found == [1, 0, 0]
    assert read_diary(session, other, on, on).lines == []
    assert read_diary(session, by, on, on, visitor_id=walking.cast.assessor.id).lines == []
    assert read_own_diary(session, walking.by(Role.ASSESSOR), on, on).lines == []


def test_an_assessor_sees_their_own_visit_while_it_is_theirs(session: Session) -> None:
    walking, _ = journey_at(session, Stage.READY)
    walking.begin()
    first = day_of(walking.at)

    own = read_own_diary(session, walking.by(Role.ASSESSOR), first, first + timedelta(days=14))

    assert [one.name for one in own.lines] == ["Assessment visit"]
    assert [one.name for one in own.loads] == ["Edith Moss"]


def test_who_can_visit_is_listed_once(session: Session, walking: Walker) -> None:
    names = [name for _, name in list_visitors(session, walking.by(Role.COORDINATOR))]

    assert names == ["Colm Brady", "Edith Moss", "Tomasz Zielinski"]


def test_a_visit_to_come_is_not_said_to_be_made_by_somebody_who_left(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    walking.begin()
    by, first = walking.by(Role.COORDINATOR), day_of(walking.at)
    with transaction(lock=journey) as held:
        part = AssignmentKind.ASSESSOR
        end_assignment(held, part, reason="She moves away", by=by, at=walking.at)

    diary = read_diary(session, by, first, first + timedelta(days=14))
    seen = [one for one in list_visits(session, by, journey) if one.visit.kind == "assessment"]

    assert [one.visitor for one in diary.lines] == ["Nobody so far"]
    assert [(one.name, one.visits) for one in diary.loads] == [("Nobody so far", 1)]
    assert [(one.visitor, one.is_unmade) for one in seen] == [("a visitor still to be named", True)]
