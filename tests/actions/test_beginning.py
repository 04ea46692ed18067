"""First steps are put away by one person, in one role, at one authority."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.beginning import leave_first_steps
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.db import transaction
from tests.making import journey_at


def test_only_the_persons_own_role_forgets_its_first_steps(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)

    with transaction(lock=walker.setting.authority) as held:
        leave_first_steps(held, by=walker.by(Role.COORDINATOR), at=walker.at)

    left = session.scalars(
        select(Membership).where(Membership.first_steps_left_at.is_not(None))
    ).all()
    assert [(one.user_id, one.role) for one in left] == [
        (walker.cast.coordinator.id, Role.COORDINATOR)
    ]
