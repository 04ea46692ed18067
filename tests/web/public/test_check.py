"""Checking a certificate: one plain answer in every state, and nothing that must not be told."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.people import Role
from award.storage.db import transaction
from tests.making import actor, at, make_authority, make_member, make_setting, make_user
from tests.pages import PageClient
from tests.web.public.test_register import give_award

CODE = "CHHE06T6TS7Y"
TODAY = at()


def look(client: PageClient, code: str = CODE) -> int:
    with clock.frozen_at(TODAY):
        return client.get(f"/check/{code}").status_code


def typed_code(client: PageClient) -> str:
    """What stands in the field for the code."""
    assert client.page is not None
    return next(
        one.get("value") or "" for one in client.page.iter("input") if one.get("name") == "code"
    )


def has_seal(client: PageClient) -> bool:
    assert client.page is not None
    return any(one.get("class") == "seal" for one in client.page.iter("svg"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "This certificate is valid"),
        ({"state": AwardState.SUSPENSION_PROPOSED}, "This certificate is valid"),
        ({"state": AwardState.SUSPENDED}, "This award is not currently confirmed"),
        ({"state": AwardState.REVOKED}, "This award was taken back"),
        ({"state": AwardState.SUPERSEDED}, "This certificate was replaced"),
        ({"announce_on": date(2026, 1, 6)}, "This award is not yet announced"),
        (
            {"valid_until": date(2025, 12, 19), "grace_until": date(2026, 3, 27)},
            "This certificate has expired",
        ),
    ],
)
def test_each_state_has_its_answer(
    client: PageClient, rows: Session, changed: dict[str, Any], words: str
) -> None:
    give_award(rows, make_authority(rows), code=CODE, **changed)

    assert look(client) == 200
    assert words in client.words()


def test_who_renews_holds_the_award_through_its_term_of_grace(
    client: PageClient, rows: Session
) -> None:
    """Only while the renewal is open: without one it has expired, as above."""
    authority = make_authority(rows)
    setting = make_setting(rows, authority)
    colm = make_user(rows, "Colm Brady")
    make_member(rows, colm, Role.COORDINATOR, authority)
    by = actor(colm, Role.COORDINATOR, authority)
    with transaction(lock=setting) as held:
        open_journey(held, route="standard", by=by, at=TODAY)
    ended = {"valid_until": date(2025, 12, 19), "grace_until": date(2026, 3, 27)}
    give_award(rows, authority, code=CODE, setting=setting, **ended)

    look(client)
    now = client.words()
    with clock.frozen_at(at(82)):
        client.get(f"/check/{CODE}")

    assert "This certificate is in its term of grace" in now
    assert "Its last day was 19 December 2025. Willow Lane Primary is renewing the award" in now
    assert "until 27 March 2026 at most" in now
    assert "This certificate has expired" in client.words()


@pytest.mark.parametrize(
    "address",
    ["/check/chhe-06t6-ts7y", "/CHECK/CHHE-O6T6-TS7Y", "/check/CHHE%2006T6%20TS7Y"],
)
def test_any_way_of_writing_the_code_is_read(
    client: PageClient, rows: Session, address: str
) -> None:
    give_award(rows, make_authority(rows), code=CODE)

    with clock.frozen_at(TODAY):
        assert client.get(address).status_code == 200


def test_who_checked_a_certificate_is_led_on_to_the_register(
    client: PageClient, rows: Session
) -> None:
    give_award(rows, make_authority(rows), code=CODE)

    look(client)

    assert "Who else holds the award of Leicester" in client.words()
    assert client.page is not None
    assert "/leicester/register" in [one.get("href") for one in client.page.iter("a")]


def test_a_slip_of_the_pen_says_look_again(client: PageClient) -> None:
    """In the form itself, with what was typed, so that it is mended where it stands."""
    assert look(client, "CHHE06T6TS7G") == 404
    assert "Look at the letters again" in client.words()
    assert typed_code(client) == "CHHE06T6TS7G"


def test_an_unknown_code_says_not_found(client: PageClient) -> None:
    assert look(client) == 404
    assert "We did not find this certificate" in client.words()
    assert typed_code(client) == "CHHE-06T6-TS7Y"


def test_the_answer_names_who_holds_it_and_until_when(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), code=CODE)

    look(client)

    assert "Willow Lane Primary holds the Positive and Peaceful Places award" in client.words()
    assert "Code you entered CHHE-06T6-TS7Y" in client.words()
    assert has_seal(client)
    assert typed_code(client) == ""


@pytest.mark.parametrize("state", [AwardState.SUSPENDED, AwardState.REVOKED])
def test_the_gold_seal_is_for_holders_alone(
    client: PageClient, rows: Session, state: AwardState
) -> None:
    give_award(rows, make_authority(rows), code=CODE, state=state)

    look(client)

    assert not has_seal(client)


def test_whom_to_tell_of_a_difference_is_a_link(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    authority.contact_email = "award@leicester.example"
    rows.commit()
    give_award(rows, authority, code=CODE)

    look(client)

    assert client.page is not None
    links = {one.text: one.get("href") for one in client.page.iter("a")}
    assert links["Tell the council"] == "mailto:award@leicester.example"


def test_a_hidden_setting_is_not_named(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), "Rowan House", code=CODE, is_hidden=True)

    look(client)

    assert "A setting in Leicester" in client.words()
    assert "Compare the number and the days with" in client.words()
    assert "Rowan" not in client.words()


def test_what_is_not_announced_is_not_told(client: PageClient, rows: Session) -> None:
    announced = TODAY.date() + timedelta(days=3)
    give_award(rows, make_authority(rows), code=CODE, announce_on=announced)

    look(client)

    assert "Willow Lane" not in client.words()
    assert "2028" not in client.words()
    assert "Compare the number with the certificate" in client.words()
    assert client.page is not None
    tones = [one.get("class", "") for one in client.page.iter("div")]
    assert "answer answer--attention" in tones


def test_the_form_leads_to_the_answer(client: PageClient) -> None:
    assert client.send("/check", code="chhe 06t6 ts7y").location == "/check/CHHE-06T6-TS7Y"


def test_the_form_sees_a_slip_itself(client: PageClient) -> None:
    client.send("/check", code="CHHE")

    assert "this one has 4" in client.words()


def test_a_name_from_right_to_left_with_other_letters_is_one_stretch(
    client: PageClient, rows: Session
) -> None:
    name = "בית ספר ABC 7, חיפה"
    give_award(rows, make_authority(rows), name, code=CODE)

    with clock.frozen_at(TODAY):
        checked, register = client.get(f"/check/{CODE}"), client.get("/leicester/register")

    assert checked.text.count(f"<bdi>{name}</bdi>") == 2
    assert f"<bdi>{name}</bdi>" in register.text
