"""Another e-mail address for one's account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.limits import RESET_ACCOUNT
from award.adapters import clock
from award.adapters.passwords import hash_password
from award.storage.accounts import AddressChange, User
from award.storage.db import writing
from award.storage.letters import Letter
from tests.making import make_user
from tests.pages import PageClient

SignedInAs = Callable[[User], PageClient]
MINE, NEW = "seven quiet herons wade", "amara@elsewhere.example"


@pytest.fixture
def amara(rows: Session) -> User:
    user = make_user(rows)
    with writing(rows) as session:
        session.get_one(User, user.id).password_hash = hash_password(MINE)
    return user


def letters(rows: Session) -> list[tuple[str, str, str]]:
    rows.rollback()
    return [(one.code, one.to_email, one.path) for one in rows.scalars(select(Letter))]


def ask(browser: PageClient, email: str = NEW, password: str = MINE) -> str | None:
    return browser.send("/account/address", email=email, password=password).location


def test_the_new_address_is_taken_by_its_letter_and_the_old_one_is_told(
    rows: Session, amara: User, signed_in_as: SignedInAs
) -> None:
    other, browser = signed_in_as(amara), signed_in_as(amara)

    assert ask(browser, "Amara@Elsewhere.example") == "/account/address/sent"
    browser.get("/account/address/sent")
    (code, to, path) = letters(rows)[0]
    assert (code, to) == ("address_to_confirm", NEW)
    browser.get(path)
    answer = browser.send(path)

    assert answer.location == "/account"
    browser.get("/account")
    assert NEW in browser.words()
    assert other.get("/account").status_code == 302
    assert letters(rows)[1][:2] == ("address_changed", "amara.holt@example.org")
    assert browser.get(path).status_code == 404


def test_nothing_changes_without_the_password_or_before_the_link(
    rows: Session, amara: User, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(amara)

    assert ask(browser, password="not my password") is None
    assert "This is not your password" in browser.words()
    assert "An e-mail goes to the new address." in browser.words()
    assert ask(browser, "amara.holt@example.org") is None
    assert "This is your address already" in browser.words()
    assert letters(rows) == []
    ask(browser)

    assert rows.get_one(User, amara.id).email == "amara.holt@example.org"


def test_an_address_that_somebody_has_gets_the_same_answer_and_no_letter(
    rows: Session, amara: User, signed_in_as: SignedInAs
) -> None:
    taken = make_user(rows, "Priya Nair").email
    browser = signed_in_as(amara)

    assert ask(browser, taken) == ask(browser, NEW) == "/account/address/sent"

    assert [to for _, to, _ in letters(rows)] == [NEW]


def test_only_the_newest_link_works_and_for_a_day(
    rows: Session, amara: User, signed_in_as: SignedInAs, client: PageClient
) -> None:
    browser = signed_in_as(amara)
    ask(browser)
    ask(browser, "a.holt@elsewhere.example")
    first, second = (path for _, _, path in letters(rows))

    assert client.get(first).status_code == 404
    with clock.frozen_at(clock.now() + timedelta(hours=25)):
        assert client.get(second).status_code == 404
    assert client.get("/new-address/made-up").status_code == 404
    assert client.send(second).location == "/sign-in"


def test_an_address_that_was_taken_meanwhile_is_not_taken_twice(
    rows: Session, amara: User, signed_in_as: SignedInAs, client: PageClient
) -> None:
    ask(signed_in_as(amara))
    ((_, _, path),) = letters(rows)
    make_user(rows, "Sol Abara", NEW)

    assert client.send(path).status_code == 404
    rows.rollback()
    assert rows.get_one(User, amara.id).email == "amara.holt@example.org"
    assert rows.scalars(select(AddressChange.used_at)).all() == [None]


def test_an_account_that_has_ended_takes_no_address(
    rows: Session, amara: User, signed_in_as: SignedInAs, client: PageClient
) -> None:
    ask(signed_in_as(amara))
    ((_, _, path),) = letters(rows)
    with writing(rows) as session:
        session.get_one(User, amara.id).ended_at = clock.now()

    assert client.send(path).status_code == 404


def test_nobody_floods_others_with_such_letters(
    rows: Session, amara: User, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(amara)

    for number in range(RESET_ACCOUNT.most):
        ask(browser, f"a{number}@elsewhere.example")

    answer = browser.send("/account/address", email=NEW, password=MINE)
    assert answer.status_code == 429
