"""Whoever is new to a room finds a few things to begin with, and leaves them for good."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.db import writing
from tests.making import journey_at, make_group, make_member, make_user
from tests.pages import PageClient

NEW = "New here? Three things to begin with"
ROOMS = {
    Role.ASSESSOR: "/leicester/assessor",
    Role.PANEL: "/leicester/panel",
    Role.STEERING: "/leicester/steering",
    Role.AUDITOR: "/leicester/audit",
    Role.ADMINISTRATOR: "/admin",
    Role.GROUP_VIEWER: "/group/1",
}


@pytest.mark.parametrize(("role", "room"), ROOMS.items(), ids=[str(one) for one in ROOMS])
def test_each_room_begins_with_its_own_steps_until_they_are_left(
    rows: Session, signed_in_as: Callable[[User], PageClient], role: Role, room: str
) -> None:
    walker, _ = journey_at(rows, Stage.DRAFT)
    kim = make_user(rows, "Kim Ode")
    place = make_group(rows) if role is Role.GROUP_VIEWER else walker.setting.authority
    make_member(rows, kim, role, place)
    with clock.frozen_at(walker.at):
        browser = signed_in_as(kim)
        browser.get(room)
        before = browser.words()
        browser.send(f"{room}/first-steps/leave", on=room)
        browser.get(room)

    assert NEW in before
    assert NEW not in browser.words()
    left = rows.query(Membership).filter_by(user_id=kim.id).one()
    assert left.first_steps_left_at is not None


def test_after_a_month_nobody_is_new(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walker, _ = journey_at(rows, Stage.DRAFT)
    kim = make_user(rows, "Kim Ode")
    make_member(rows, kim, Role.STEERING, walker.setting.authority)

    with clock.frozen_at(walker.at + timedelta(days=31)):
        browser = signed_in_as(kim)
        browser.get("/leicester/steering")

    assert NEW not in browser.words()


def test_what_somebody_left_in_one_part_is_still_there_in_another(
    rows: Session, signed_in_as: Callable[[User], PageClient]
) -> None:
    walker, _ = journey_at(rows, Stage.DRAFT)
    kim = make_user(rows, "Kim Ode")
    for role in (Role.STEERING, Role.AUDITOR):
        make_member(rows, kim, role, walker.setting.authority)
    with writing(rows) as session:
        mine = session.query(Membership).filter_by(user_id=kim.id, role=Role.STEERING).one()
        mine.first_steps_left_at = walker.at

    with clock.frozen_at(walker.at):
        browser = signed_in_as(kim)
        browser.get("/leicester/audit")

    assert NEW in browser.words()
