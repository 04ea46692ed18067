"""Coming in by an invitation: once, for the invited address, with or without an account."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from award.actions.inviting import Invited, invite
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.people import Role
from award.storage.accounts import Invitation, Membership, User
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.making import actor, make_authority, make_cast, make_setting, make_user
from tests.pages import PageClient

NEW = "eleven brown otters swim"
SignedInAs = Callable[[User], PageClient]


def invited(rows: Session, email: str = "new@example.org") -> str:
    """The link of an invitation to be a colleague at Willow Lane."""
    place = make_setting(rows, make_authority(rows))
    lead = make_cast(rows, place)["Amara Holt"]
    token = new_token()
    with transaction(lock=rows.get_one(Setting, place.id)) as fresh:
        invite(
            fresh,
            Invited(email, "Nia Ford", Role.CONTRIBUTOR),
            token=token,
            digest=token_digest(token),
            by=actor(lead, Role.LEAD, place),
            at=clock.now(),
        )
    return f"/invitation/{token}"


def test_somebody_new_chooses_a_name_and_a_password_and_is_in(
    client: PageClient, rows: Session
) -> None:
    link = invited(rows)

    answer = client.send(link, name="Nia Ford", password=NEW, again=NEW)

    assert answer.location == "/where-to"
    assert client.get("/where-to").location == "/setting/1"
    assert client.get(link).status_code == 404


def test_a_token_made_up_opens_nothing(client: PageClient) -> None:
    assert client.get("/invitation/made-up").status_code == 404


def test_who_has_an_account_signs_in_first(
    client: PageClient, rows: Session, signed_in_as: SignedInAs
) -> None:
    known = make_user(rows, "Nia Ford", "new@example.org")
    link = invited(rows)

    client.get(link)
    asked = client.words()
    answer = signed_in_as(known).send(link)

    rows.rollback()
    assert "Sign in to accept" in asked
    assert answer.location == "/where-to"
    assert rows.query(Membership).filter_by(user_id=known.id).one().role is Role.CONTRIBUTOR


def test_another_account_cannot_take_the_role(rows: Session, signed_in_as: SignedInAs) -> None:
    other = make_user(rows, "Ida Voss")
    link = invited(rows)
    browser = signed_in_as(other)

    waiting = {"name": "Ida Voss", "password": NEW, "again": NEW}
    browser.post(link, data=waiting | {"csrf_token": browser.token("/account")})

    rows.rollback()
    assert "This invitation is for another address" in browser.words()
    assert rows.query(Invitation).one().accepted_at is None


def test_who_is_signed_in_with_another_address_is_told_before_a_password_is_asked(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(make_user(rows, "Ida Voss"))
    link = invited(rows)

    browser.get(link)
    told = browser.words()
    answer = browser.send(f"/sign-out?next={link}", on=link)
    browser.get(link)

    assert "It was sent to new@example.org. You are signed in as ida.voss@example.org." in told
    assert "New password" not in told
    assert answer.location == link
    assert "From now on you sign in with new@example.org" in browser.words()


def test_who_has_the_invited_account_but_is_in_with_another_is_led_out_of_it(
    rows: Session, signed_in_as: SignedInAs
) -> None:
    make_user(rows, "Nia Ford", "new@example.org")
    browser = signed_in_as(make_user(rows, "Ida Voss"))
    link = invited(rows)

    browser.get(link)
    answer = browser.send(f"/sign-out?next={link}", on=link)
    browser.get(link)

    assert answer.location == link
    assert "new@example.org has an account already" in browser.words()


def test_signing_out_leads_to_nowhere_outside(rows: Session, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(make_user(rows, "Ida Voss"))

    answer = browser.send("/sign-out?next=//example.org/", on="/account")

    assert answer.location == "/signed-out"
