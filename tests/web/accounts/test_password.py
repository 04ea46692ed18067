"""A forgotten password: nothing tells who is known, and a link works once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.adapters import clock
from award.adapters.passwords import verify_password
from award.storage.accounts import PasswordReset, SignIn, User
from award.storage.letters import Letter
from tests.making import at, make_user
from tests.pages import PageClient

NEW = "eleven brown otters swim"
SignedInAs = Callable[[User], PageClient]


def ask(client: PageClient, email: str = "amara.holt@example.org") -> str | None:
    return client.send("/forgotten-password", email=email).location


def link_in_letter(rows: Session) -> str:
    rows.rollback()
    letters = rows.query(Letter).filter_by(code="password_reset").order_by(Letter.id)
    return letters.all()[-1].path


def choose(client: PageClient, link: str, password: str = NEW) -> int:
    return client.send(link, password=password, again=password).status_code


def test_a_known_and_an_unknown_address_are_answered_the_same(
    client: PageClient, rows: Session
) -> None:
    make_user(rows)

    assert ask(client) == ask(client, "nobody@example.org") == "/forgotten-password/sent"
    rows.rollback()
    assert [one.to_email for one in rows.query(Letter)] == ["amara.holt@example.org"]


def test_the_link_sets_the_password_once(client: PageClient, rows: Session) -> None:
    make_user(rows)
    ask(client)
    link = link_in_letter(rows)

    first = choose(client, link)

    rows.rollback()
    user = rows.query(User).one()
    assert (first, client.get(link).status_code) == (302, 404)
    assert user.password_hash is not None
    assert verify_password(user.password_hash, NEW)


def test_a_new_password_ends_every_sign_in_and_is_told(
    client: PageClient, rows: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(make_user(rows))
    ask(client)

    choose(client, link_in_letter(rows))

    assert browser.get("/account").status_code == 302
    rows.rollback()
    assert rows.query(Letter).filter_by(code="password_changed").count() == 1


def test_a_newer_letter_takes_the_place_of_the_older(client: PageClient, rows: Session) -> None:
    make_user(rows)
    ask(client)
    older = link_in_letter(rows)

    ask(client)

    assert client.get(older).status_code == 404
    assert client.get(link_in_letter(rows)).status_code == 200


def test_a_link_works_for_an_hour(client: PageClient, rows: Session) -> None:
    make_user(rows)
    with clock.frozen_at(at()):
        ask(client)
    link = link_in_letter(rows)

    with clock.frozen_at(at() + timedelta(minutes=60)):
        assert client.get(link).status_code == 404


def test_five_letters_a_day_and_no_word_of_the_sixth(client: PageClient, rows: Session) -> None:
    make_user(rows)

    answers = {ask(client) for _ in range(6)}

    rows.rollback()
    assert answers == {"/forgotten-password/sent"}
    assert rows.query(PasswordReset).count() == 5


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "Use 12 characters or more"),
        ("amara.holt1234", "amara.holt1234", "Leave out your name"),
        (NEW, "something else here", "The two passwords differ"),
    ],
)
def test_a_weak_or_mistyped_password_is_mended(
    client: PageClient, rows: Session, password: str, again: str, words: str
) -> None:
    make_user(rows)
    ask(client)
    link = link_in_letter(rows)

    client.send(link, password=password, again=again)

    assert words in client.words()
    assert rows.query(SignIn).count() == 0


def test_a_made_up_link_says_that_it_does_not_work(client: PageClient) -> None:
    assert client.get("/reset-password/nothing-of-the-kind").status_code == 404
    assert "This link does not work any more" in client.words()


def test_a_program_that_keeps_passwords_is_told_whose_it_is(
    client: PageClient, rows: Session
) -> None:
    make_user(rows)
    ask(client)
    client.get(link_in_letter(rows))

    assert client.page is not None
    (named,) = [one for one in client.page.iter("input") if one.get("name") == "known_as"]
    assert (named.get("autocomplete"), named.get("value")) == ("username", "amara.holt@example.org")
    passwords = [one for one in client.page.iter("input") if one.get("type") == "password"]
    assert {one.get("autocomplete") for one in passwords} == {"new-password"}
