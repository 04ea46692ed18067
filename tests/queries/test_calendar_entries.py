"""What stands in a person's calendar: their visits, as far as their roles reach now."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from award.actions import rearranging
from award.actions.subscribing import renew_feed, stop_feed
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.calendar_entries import find_feed_user, list_entries
from award.storage.accounts import CalendarFeed, Membership, User
from award.storage.db import transaction, writing
from award.storage.journeys import Assignment
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    walking, _ = journey_at(session, Stage.READY)
    walking.begin()
    return walking


def titles(session: Session, user: User, walking: Walker) -> list[str]:
    return [one.title for one in list_entries(session, user.id, host="award.test", at=walking.at)]


def coming(session: Session) -> Visit:
    return session.scalars(select(Visit).order_by(Visit.id.desc())).first() or Visit()


def test_visitor_and_visited_see_their_visits_and_nobody_else(
    session: Session, walking: Walker
) -> None:
    cast = walking.cast
    assessment = "Assessment visit: Willow Lane Primary"

    seen = {
        one.name: assessment in titles(session, one, walking)
        for one in (cast.lead, cast.head, cast.assessor, cast.coordinator, cast.second)
    }

    assert seen == {
        "Amara Holt": True,
        "Priya Nair": True,
        "Edith Moss": True,
        "Colm Brady": False,
        "Tomasz Zielinski": False,
    }


@pytest.mark.parametrize("table", [Membership, Assignment])
def test_a_part_that_has_ended_takes_its_visits_along(
    session: Session, walking: Walker, table: type[Membership] | type[Assignment]
) -> None:
    assessor = walking.cast.assessor
    before = titles(session, assessor, walking)

    with writing(session):
        session.execute(
            update(table).where(table.user_id == assessor.id).values(ended_at=walking.at)
        )

    assert before
    assert titles(session, assessor, walking) == []


def test_a_moved_and_a_cancelled_visit_keep_their_name_with_a_higher_number(
    session: Session, walking: Walker
) -> None:
    by, visit, user = walking.by(Role.ASSESSOR), coming(session), walking.cast.lead

    def mine() -> tuple[str, int, bool]:
        uid = f"visit-{visit.id}@award.test"
        entries = list_entries(session, user.id, host="award.test", at=walking.at)
        return next((one.uid, one.sequence, one.is_cancelled) for one in entries if one.uid == uid)

    first = mine()
    with transaction(lock=walking.journey) as held:
        later = (visit.starts_at or walking.at) + timedelta(hours=1)
        rearranging.move_visit(held, visit.id, later, reason="Snow", by=by, at=walking.at)
    second = mine()
    with transaction(lock=walking.journey) as held:
        rearranging.call_off_visit(held, visit.id, missed=False, reason="Ill", by=by, at=walking.at)
    third = mine()

    assert first[0] == second[0] == third[0]
    assert first[1] < second[1] < third[1]
    assert [one[2] for one in (first, second, third)] == [False, False, True]


def test_a_hidden_place_is_neither_named_nor_placed(session: Session, walking: Walker) -> None:
    with writing(session):
        session.get_one(Setting, walking.setting.id).is_hidden = True

    entries = list_entries(session, walking.cast.assessor.id, host="award.test", at=walking.at)

    assert {(one.title, one.place, one.words) for one in entries} == {("Assessment visit", "", "")}


def test_a_renewed_address_is_dead_at_once(session: Session, walking: Walker) -> None:
    user, at = walking.cast.lead, walking.at
    for digest in ("first", "second"):
        with transaction(lock=user) as held:
            renew_feed(held, digest=digest, at=at)

    assert find_feed_user(session, "first") is None
    assert find_feed_user(session, "second") == user
    with transaction(lock=user) as held:
        stop_feed(held, at=at)
    with transaction(lock=user) as held:
        stop_feed(held, at=at)
    assert find_feed_user(session, "second") is None
    assert len(session.scalars(select(CalendarFeed)).all()) == 2


def test_a_closed_account_has_no_address(session: Session, walking: Walker) -> None:
    user = walking.cast.lead
    with transaction(lock=user) as held:
        renew_feed(held, digest="first", at=walking.at)
        held.ended_at = walking.at

    assert find_feed_user(session, "first") is None
