"""An authority, Colm Brady who coordinates there, and a cohort of three settings."""

import pytest
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.storage.authorities import Authority
from tests.actions.workshop_room import Room
from tests.making import actor, make_authority, make_user


@pytest.fixture
def authority(both: Session) -> Authority:
    """An authority, once on SQLite and once on PostgreSQL."""
    return make_authority(both)


@pytest.fixture
def owner(session: Session) -> Authority:
    """An authority on SQLite alone."""
    return make_authority(session)


@pytest.fixture
def colm(session: Session, owner: Authority) -> Actor:
    return actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)


@pytest.fixture
def room(both: Session) -> Room:
    """A cohort of three settings with a workshop to come."""
    return Room(both)
