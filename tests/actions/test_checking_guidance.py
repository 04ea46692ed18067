"""Somebody looked whether a piece of guidance is current."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.checking_guidance import check_guidance
from award.domain.people import Role
from award.domain.refusals import NotFound
from award.storage.authorities import Framework
from award.storage.db import transaction, writing
from award.storage.scheme import GuidanceCheck, SchemeChange
from tests.making import actor, at, make_authority, make_user


def test_a_check_is_one_row_that_moves_and_a_line_for_each(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)

    for days in (0, 3):
        with transaction(lock=owner) as held:
            check_guidance(held, "charter", by=colm, at=at(days))

    row = session.scalars(select(GuidanceCheck)).one()
    assert (row.code, row.checked_on, row.by_name) == ("charter", at(3).date(), "Colm Brady")
    assert len(session.scalars(select(SchemeChange)).all()) == 2


def test_a_piece_that_the_framework_does_not_name_is_not_found(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)

    with pytest.raises(NotFound), transaction(lock=owner) as held:
        check_guidance(held, "rumour", by=colm, at=at())


def test_without_a_framework_there_is_nothing_to_check(session: Session) -> None:
    owner = make_authority(session)
    colm = actor(make_user(session, "Colm Brady"), Role.COORDINATOR, owner)
    with writing(session):
        session.scalars(select(Framework)).one().superseded_at = at()

    with pytest.raises(NotFound), transaction(lock=owner) as held:
        check_guidance(held, "charter", by=colm, at=at())
