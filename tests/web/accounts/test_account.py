"""One's own account: the password and the places where one is signed in."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.storage.accounts import SignIn, User
from award.storage.db import writing
from tests.making import make_authority, make_member, make_user
from tests.pages import PageClient

SignedInAs = Callable[[User], PageClient]
OLD, NEW = "seven quiet herons wade", "eleven brown otters swim"


def person_with_password(rows: Session) -> User:
    user = make_user(rows)
    with writing(rows) as session:
        session.get_one(User, user.id).password_hash = hash_password(OLD)
    return user


def test_the_account_shows_every_sign_in(rows: Session, signed_in_as: SignedInAs) -> None:
    user = make_user(rows)
    signed_in_as(user)
    browser = signed_in_as(user)

    browser.get("/account")

    assert browser.words().count("A device") == 2


def test_a_sign_in_is_named_by_browser_and_machine(rows: Session, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(make_user(rows))
    with writing(rows) as session:
        one = session.scalars(select(SignIn)).one()
        one.device = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"

    browser.get("/account")

    assert "Firefox on Linux" in browser.words()


def test_a_changed_password_signs_out_every_other_device(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    user = person_with_password(rows)
    other, browser = signed_in_as(user), signed_in_as(user)

    answer = browser.send("/account/password", old=OLD, password=NEW, again=NEW)

    assert answer.location == "/account"
    assert browser.get("/account").status_code == 200
    assert "every other device is signed out" in browser.words()
    assert other.get("/account").status_code == 302


def test_a_password_is_not_changed_without_the_old_one(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    user = person_with_password(rows)
    browser = signed_in_as(user)

    browser.send("/account/password", old="not my password", password=NEW, again=NEW)

    assert "This is not your password" in browser.words()


def test_signing_out_everywhere_ends_all(rows: Session, signed_in_as: SignedInAs) -> None:
    user = make_user(rows)
    other, browser = signed_in_as(user), signed_in_as(user)

    browser.send("/account/sign-out-everywhere", on="/account")

    assert [one.get("/account").status_code for one in (other, browser)] == [302, 302]


def test_pages_of_who_is_signed_in_are_not_stored(rows: Session, signed_in_as: SignedInAs) -> None:
    answer = signed_in_as(make_user(rows)).get("/account")

    assert answer.headers["Cache-Control"] == "no-store"


def test_only_who_may_have_visits_is_offered_a_calendar_of_them(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    place = make_authority(rows)
    auditor, adviser = make_user(rows, "Marek Nowak"), make_user(rows, "Hana Osei")
    make_member(rows, auditor, Role.AUDITOR, place)
    make_member(rows, adviser, Role.ADVISER, place)

    for person, is_told in ((auditor, False), (adviser, True)):
        browser = signed_in_as(person)
        browser.get("/account")
        assert ("Have your visits in your own calendar" in browser.words()) is is_told
        assert "Now, on this device" in browser.words()
