"""Signing in and out: the same for everybody, limited, ended at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.adapters import clock
from award.adapters.passwords import hash_password
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import writing
from award.web.accounts import signin
from tests.fixtures_web import new_client
from tests.making import at, make_authority, make_member, make_setting, make_user
from tests.pages import PageClient

PASSWORD = "seven quiet herons wade"
HASH = hash_password(PASSWORD)
SignedInAs = Callable[[User], PageClient]


def make_person(rows: Session, name: str = "Amara Holt", role: Role | None = Role.LEAD) -> User:
    user = make_user(rows, name)
    if role:
        make_member(rows, user, role, make_setting(rows, make_authority(rows)))
    with writing(rows) as session:
        session.get_one(User, user.id).password_hash = HASH
    return user


def try_to_sign_in(client: PageClient, email: str = "amara.holt@example.org", **more: str):  # type: ignore[no-untyped-def] # an answer of the client
    return client.send("/sign-in", **({"email": email, "password": PASSWORD} | more))


def test_the_right_password_leads_to_the_one_room_that_is_yours(
    client: PageClient, rows: Session
) -> None:
    make_person(rows)

    answer = try_to_sign_in(client, "Amara.Holt@Example.org")

    assert answer.location == "/where-to"
    assert client.get("/where-to").location == "/setting/1"


def test_who_has_several_rooms_chooses(rows: Session, signed_in_as: SignedInAs) -> None:
    user = make_person(rows)
    make_member(rows, user, Role.COORDINATOR, make_authority(rows, "rutland"))
    browser = signed_in_as(user)

    browser.get("/where-to")

    assert "Where do you want to go?" in browser.words()
    assert "Willow Lane Primary, lead" in browser.words()


def test_who_has_no_room_is_told_so(rows: Session, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(make_user(rows))

    browser.get("/where-to")

    assert "No role is yours at the moment" in browser.words()


def test_a_wrong_password_and_an_unknown_address_are_answered_the_same(
    client: PageClient, rows: Session
) -> None:
    make_person(rows)

    try_to_sign_in(client, password="not the right one")
    known = client.words()
    try_to_sign_in(client, "nobody@example.org")

    assert client.words() == known
    assert signin.WRONG in known


@pytest.mark.parametrize("email", ["amara.holt@example.org", "nobody@example.org"])
def test_a_password_is_tried_once_whether_the_address_is_known_or_not(
    client: PageClient, rows: Session, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    make_person(rows)
    tried: list[str] = []
    monkeypatch.setattr(signin, "dummy_verify", tried.append)
    monkeypatch.setattr(signin, "verify_password", lambda _, password: bool(tried.append(password)))

    try_to_sign_in(client, email)

    assert tried == [PASSWORD]


def test_an_account_without_a_password_lets_nobody_in(client: PageClient, rows: Session) -> None:
    make_user(rows)

    try_to_sign_in(client)

    assert signin.WRONG in client.words()


def test_an_account_that_ended_lets_nobody_in(client: PageClient, rows: Session) -> None:
    user = make_person(rows)
    with writing(rows) as session:
        session.get_one(User, user.id).ended_at = at()

    try_to_sign_in(client)

    assert signin.WRONG in client.words()


def test_the_eleventh_wrong_try_waits(
    app: Flask, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(rows)
    monkeypatch.setattr(signin, "verify_password", lambda *_: False)
    client = new_client(app)

    with clock.frozen_at(at()):
        answers = [try_to_sign_in(client).status_code for _ in range(11)]
    with clock.frozen_at(at() + timedelta(minutes=5)):
        later = try_to_sign_in(client).status_code

    assert (answers, later) == ([200] * 10 + [429], 200)


def test_the_limit_holds_for_an_account_from_many_addresses(
    app: Flask, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(rows)
    monkeypatch.setattr(signin, "verify_password", lambda *_: False)

    answers = []
    with clock.frozen_at(at()):
        for number in range(11):
            client = new_client(app)
            client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
            answers.append(try_to_sign_in(client).status_code)

    assert answers == [200] * 10 + [429]


def test_the_limit_holds_for_an_address_that_tries_many_accounts(
    app: Flask, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "dummy_verify", lambda _: None)
    client = new_client(app)

    with clock.frozen_at(at()):
        answers = [
            try_to_sign_in(client, f"person{number}@example.org").status_code
            for number in range(11)
        ]

    assert answers == [200] * 10 + [429]


def test_right_passwords_do_not_use_up_the_tries_of_an_address(
    app: Flask, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(rows)
    monkeypatch.setattr(signin, "verify_password", lambda *_: True)

    with clock.frozen_at(at()):
        answers = [try_to_sign_in(new_client(app)).status_code for _ in range(12)]

    assert answers == [302] * 12


@pytest.mark.parametrize(
    "next_one",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/ok\r\nSet-Cookie: x=1",
        "http:///evil.example",
        "setting/5",
    ],
)
def test_signing_in_leads_inside_only(client: PageClient, rows: Session, next_one: str) -> None:
    make_person(rows)

    assert try_to_sign_in(client, next=next_one).location == "/where-to"


def test_signing_in_leads_back_to_where_one_was_going(client: PageClient, rows: Session) -> None:
    make_person(rows)
    asked = client.get("/account/password").location

    answer = client.send("/sign-in", on=asked, email="amara.holt@example.org", password=PASSWORD)

    assert answer.location == "/account/password"


def test_signing_out_ends_the_sign_in_on_the_server(
    app: Flask, rows: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(make_user(rows))
    stolen = browser.get_cookie("award")
    assert stolen is not None

    browser.send("/sign-out", on="/account")
    thief = new_client(app)
    thief.set_cookie("award", stolen.value)

    assert thief.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("away", "status"),
    [(timedelta(hours=1, minutes=59), 200), (timedelta(hours=2), 302)],
)
def test_a_sign_in_ends_after_two_idle_hours(
    rows: Session, signed_in_as: SignedInAs, away: timedelta, status: int
) -> None:
    user = make_user(rows)
    with clock.frozen_at(at()):
        browser = signed_in_as(user)

    with clock.frozen_at(at() + away):
        assert browser.get("/account").status_code == status


def test_a_sign_in_ends_after_twelve_busy_hours(rows: Session, signed_in_as: SignedInAs) -> None:
    user = make_user(rows)
    with clock.frozen_at(at(hour=0)):
        browser = signed_in_as(user)

    answers = []
    for hour in range(1, 13):
        with clock.frozen_at(at(hour=hour)):
            answers.append(browser.get("/account").status_code)

    assert answers == [200] * 11 + [302]


def test_a_password_is_never_given_back(rows: Session, client: PageClient) -> None:
    answer = client.post(
        "/account/password", data={"old": "my old secret", "password": "new one x"}
    )

    assert answer.status_code == 401
    assert "new one x" not in answer.get_data(as_text=True)
