"""Who may change the scheme, and the line that says who did."""

import pytest
from sqlalchemy.orm import Session

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.people import Actor, Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed
from award.storage.db import transaction
from tests.making import actor, at, make_authority, make_user


def test_an_administrator_of_the_authority_may_too(session: Session) -> None:
    owner, user = make_authority(session), make_user(session, "Pelle Strand")

    with transaction(lock=owner) as held:
        found = must_be_allowed(held, May.EDIT_LOOK, by=actor(user, Role.ADMINISTRATOR, owner))

    assert found == user.id


def test_what_is_not_held_is_not_changed(session: Session) -> None:
    owner, user = make_authority(session), make_user(session)

    with pytest.raises(RuntimeError):
        must_be_allowed(owner, May.EDIT_LOOK, by=actor(user, Role.COORDINATOR, owner))


def test_a_line_always_names_somebody(session: Session) -> None:
    owner = make_authority(session)
    nobody = Actor(Role.COORDINATOR, authority_id=owner.id)

    with pytest.raises(NotAllowed), transaction(lock=owner) as held:
        write_change(held, "look", "It changed.", by=nobody, at=at())
