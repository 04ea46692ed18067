"""Which side offered the days of a visit: the setting, or somebody for it; or the visitor."""

from typing import Final

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, or_, select

from award.domain.people import SETTING_ROLES
from award.storage.accounts import Membership
from award.storage.db import session_of
from award.storage.journeys import History
from award.storage.visits import Visit

OFFERED: Final = "propose_visit"


def offered_by(setting_id: SQLColumnExpression[int] | int) -> ColumnElement[bool]:
    """In a query for visits: the days are this setting's own offer, so the visitor chooses.

    Whoever works there offered them, now or then; or somebody else did so on its behalf.
    """
    works_there = exists().where(
        Membership.user_id == Visit.proposed_by_id,
        Membership.setting_id == setting_id,
        Membership.role.in_(SETTING_ROLES),
    )
    on_its_behalf = exists().where(
        History.journey_id == Visit.journey_id,
        History.what == OFFERED,
        History.at == Visit.proposed_at,
        History.by_id == Visit.proposed_by_id,
        History.on_behalf,
    )
    return or_(works_there, on_its_behalf)


def is_offered_by(setting_id: int, visit: Visit) -> bool:
    """The same, asked of one visit."""
    query = select(offered_by(setting_id)).where(Visit.id == visit.id)
    return bool(session_of(visit).scalar(query))
