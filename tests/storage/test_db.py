"""The one way to change what is kept, on both databases."""

import sqlite3
from datetime import UTC, datetime

import pytest
from psycopg.errors import DiskFull
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from award.domain.refusals import NotFound
from award.storage.authorities import Authority
from award.storage.db import is_full, must_be_held, transaction, writing

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def an_authority() -> Authority:
    return Authority(code="leicester", name="Leicester", number_prefix="LEI", created_at=NOW)


def add_and_fail(session: Session) -> None:
    with writing(session):
        session.add(an_authority())
        session.flush()
        raise ZeroDivisionError


def test_a_change_that_fails_keeps_nothing(both: Session) -> None:
    with pytest.raises(ZeroDivisionError):
        add_and_fail(both)

    assert both.query(Authority).count() == 0


def test_a_moment_comes_back_aware_and_in_utc(both: Session) -> None:
    with writing(both):
        both.add(an_authority())

    both.expire_all()

    assert both.query(Authority).one().created_at == NOW


def test_a_row_is_held_inside_its_transaction_only(both: Session) -> None:
    with writing(both):
        both.add(an_authority())
    authority = both.query(Authority).one()

    with transaction(lock=authority) as held:
        must_be_held(held)

    with pytest.raises(RuntimeError):
        must_be_held(authority)


def test_a_row_that_is_gone_is_not_found(both: Session) -> None:
    with writing(both):
        both.add(an_authority())
    authority = both.query(Authority).one()
    key = authority.id
    with writing(both):
        both.query(Authority).filter(Authority.id == key).delete(synchronize_session=False)

    with pytest.raises(NotFound), transaction(lock=authority):
        pass


@pytest.mark.parametrize(
    ("said", "full"),
    [
        (sqlite3.OperationalError("database or disk is full"), True),
        (DiskFull("could not extend file"), True),
        (sqlite3.OperationalError("database is locked"), False),
    ],
)
def test_a_database_without_room_is_known_from_other_trouble(said: Exception, full: bool) -> None:
    assert is_full(OperationalError("INSERT", {}, said)) is full
    assert not is_full(said)
