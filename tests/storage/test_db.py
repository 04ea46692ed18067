"""The one way to change what is kept, on both databases."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest
from psycopg.errors import DiskFull
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from award.domain.refusals import NotFound
from award.storage.authorities import Authority
from award.storage.db import hold_all, is_full, must_be_held, transaction, writing

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NO_SYNC = {"synchronize_session": False}


def an_authority(code: str = "leicester") -> Authority:
    return Authority(code=code, name=code.title(), number_prefix=code[:3].upper(), created_at=NOW)


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


def test_many_rows_are_read_afresh_and_held_in_the_order_of_their_numbers(both: Session) -> None:
    codes = ("leicester", "rutland", "elsewhere")
    with writing(both):
        both.add_all([an_authority(code) for code in codes])
    older = both.query(Authority).order_by(Authority.id.desc()).all()

    with writing(both):
        both.execute(update(Authority).values(name="Another"), execution_options=NO_SYNC)
        held = hold_all(both, Authority, Authority.code != "elsewhere")
        for one in held:
            must_be_held(one)

        assert [(one.code, one.name) for one in held] == [
            ("leicester", "Another"),
            ("rutland", "Another"),
        ]
        with pytest.raises(RuntimeError):
            must_be_held(older[0])


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


@pytest.mark.parametrize("swapped", [True, False])
def test_of_two_rows_of_one_kind_the_lower_number_is_held_first(
    both: Session, swapped: bool
) -> None:
    with writing(both):
        both.add_all([an_authority(), an_authority("milton-keynes")])
    low, high = sorted(both.query(Authority), key=lambda one: one.id)
    wanted, first = (low, high) if swapped else (high, low)
    held: list[int] = []

    def note(_a: object, _b: object, statement: str, said: Any, *_more: object) -> None:
        if "FROM authorities" in statement:
            held.extend(said.values() if isinstance(said, dict) else said)

    event.listen(both.get_bind(), "before_cursor_execute", note)
    with transaction(lock=wanted, first=first) as fresh:
        event.remove(both.get_bind(), "before_cursor_execute", note)
        must_be_held(low)
        must_be_held(high)

    assert fresh is wanted
    assert held == [low.id, high.id]
