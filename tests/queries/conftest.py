"""A cast and a journey that has just begun, for the tests of queries."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.storage.accounts import Membership
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.making import at, make_authority, make_cast, make_setting
from tests.queries.waiting import Cast


@pytest.fixture
def cast(session: Session) -> Cast:
    authority = make_authority(session)
    return make_cast(session, make_setting(session, authority))


@pytest.fixture
def journey(session: Session, cast: Cast) -> Journey:
    """A draft, opened on Monday 5 January 2026."""
    membership = session.scalars(select(Membership).filter_by(role=Role.COORDINATOR)).one()
    assert membership.authority_id is not None
    by = Actor(Role.COORDINATOR, cast["Colm Brady"].id, "Colm", membership.authority_id)
    lead = session.scalars(select(Membership).filter_by(role=Role.LEAD)).one()
    with transaction(lock=session.get_one(Setting, lead.setting_id)) as setting:
        return open_journey(setting, route="standard", by=by, at=at())
