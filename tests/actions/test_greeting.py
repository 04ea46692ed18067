"""The first steps: left once, and for good."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.greeting import leave_first_steps
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.memberships import find_own
from award.storage.db import transaction
from tests.making import journey_at


def test_the_moment_of_leaving_is_kept_once(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    mine = find_own(session, walking.by(Role.LEAD))
    assert mine is not None

    for days in (0, 5):
        with transaction(lock=mine) as held:
            leave_first_steps(held, at=walking.at + timedelta(days=days))

    assert mine.first_steps_left_at == walking.at


def test_everybody_leaves_their_own_part_alone(session: Session) -> None:
    walking, _ = journey_at(session, Stage.DRAFT)
    coordinator = walking.by(Role.COORDINATOR)
    here = replace(coordinator, setting_id=walking.setting.id)

    mine = find_own(session, coordinator)

    assert mine is not None
    assert (mine.user_id, mine.role) == (coordinator.user_id, Role.COORDINATOR)
    assert find_own(session, here) is None
    assert find_own(session, replace(coordinator, on_behalf=True)) is None
