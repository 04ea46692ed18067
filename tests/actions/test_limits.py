"""Tries are counted one by one, by account and address, and begin anew after their time."""

from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.limits import (
    SIGN_IN_ACCOUNT,
    SIGN_IN_ADDRESS,
    Limit,
    count_try,
    forget_old_tries,
    forget_tries,
    is_over,
    minutes_left,
    take_back_try,
)
from award.storage.accounts import Attempt
from award.storage.db import writing
from tests.making import at

WHO = "amara.holt@example.org"


def tries(session: Session, times: int, limit: Limit = SIGN_IN_ACCOUNT, day: int = 0) -> list[bool]:
    found = []
    for _ in range(times):
        with writing(session):
            found.append(count_try(session, limit, WHO, at=at(day)))
    return found


def test_ten_tries_are_let_through_on_both_databases(both: Session) -> None:
    assert tries(both, 12) == [True] * 10 + [False] * 2


def test_each_kind_counts_for_itself(session: Session) -> None:
    tries(session, 10)

    assert tries(session, 1, SIGN_IN_ADDRESS) == [True]


def test_after_its_time_it_begins_anew(session: Session) -> None:
    tries(session, 11)

    assert tries(session, 1, day=1) == [True]


def test_a_right_password_begins_the_account_anew(session: Session) -> None:
    tries(session, 10)

    with writing(session):
        forget_tries(session, SIGN_IN_ACCOUNT, WHO)

    assert tries(session, 10) == [True] * 10


def test_one_try_is_taken_back_and_no_more(session: Session) -> None:
    tries(session, 10)

    with writing(session):
        take_back_try(session, SIGN_IN_ACCOUNT, WHO)

    assert tries(session, 2) == [True, False]


def test_nothing_is_taken_back_where_nothing_was_tried(session: Session) -> None:
    with writing(session):
        take_back_try(session, SIGN_IN_ACCOUNT, WHO)
        forget_tries(session, SIGN_IN_ACCOUNT, WHO)

    assert session.query(Attempt).count() == 0


def test_it_is_over_from_the_last_try_that_is_let_through_and_asking_counts_nothing(
    session: Session,
) -> None:
    asked = [is_over(session, SIGN_IN_ACCOUNT, WHO, at=at())]
    for times in (9, 1):
        tries(session, times)
        asked += [is_over(session, SIGN_IN_ACCOUNT, WHO, at=at()) for _ in range(2)]
    asked.append(is_over(session, SIGN_IN_ACCOUNT, WHO, at=at() + SIGN_IN_ACCOUNT.within))

    assert asked == [False, False, False, True, True, False]


def test_it_says_how_long_to_wait(session: Session) -> None:
    tries(session, 11)

    left = minutes_left(session, SIGN_IN_ACCOUNT, WHO, at=at() + timedelta(seconds=90))
    unknown = minutes_left(session, SIGN_IN_ADDRESS, WHO, at=at())

    assert (left, unknown) == (4, 1)


def test_nobody_can_read_an_address_off_the_rows(session: Session) -> None:
    tries(session, 1)

    assert WHO not in session.query(Attempt).one().key


def test_what_was_counted_long_ago_is_forgotten(session: Session) -> None:
    tries(session, 1)

    with writing(session):
        forget_old_tries(session, before=at(1))

    assert session.query(Attempt).count() == 0
