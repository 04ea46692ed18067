"""What the panel looked at is shown to who may see the decision, and withdrawn by the lead."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from award.demo.walking import Walker
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.db import writing
from award.storage.evidence import Gone
from tests.actions.shown import PLAIN, decided, item_of
from tests.making import make_member, make_user
from tests.pages import PageClient

SignedIn = Callable[[User], PageClient]


@pytest.fixture
def walking(rows: Session) -> Walker:
    return decided(rows)


def test_a_coordinator_sees_the_list_and_that_it_is_unchanged(
    walking: Walker, signed_in_as: SignedIn
) -> None:
    browser = signed_in_as(walking.cast.coordinator)
    here = f"/leicester/coordinator/journeys/{walking.journey.id}/decision"

    shown = browser.get(f"{here}/evidence").get_data(as_text=True)

    assert f"{here}/evidence" in browser.get(here).get_data(as_text=True)
    assert "unchanged since the decision" in shown
    assert "Behaviour policy.jpg" in shown
    assert "Withdraw it" not in shown


def test_a_list_that_was_changed_says_so(
    walking: Walker, rows: Session, signed_in_as: SignedIn
) -> None:
    here = f"/leicester/coordinator/journeys/{walking.journey.id}/decision/evidence"
    with writing(rows):
        rows.execute(text("UPDATE frozen_evidence SET sha256 = 'f' WHERE size > 0"))

    shown = signed_in_as(walking.cast.coordinator).get(here).get_data(as_text=True)

    assert "not as it was at the decision" in shown


def test_an_auditor_sees_lines_and_hashes_but_no_names(
    walking: Walker, rows: Session, signed_in_as: SignedIn
) -> None:
    auditor = make_user(rows, "Owen Hart")
    make_member(rows, auditor, Role.AUDITOR, walking.setting.authority)
    here = f"/leicester/audit/journeys/{walking.journey.id}/evidence"

    shown = signed_in_as(auditor).get(here).get_data(as_text=True)

    assert (PLAIN in shown, ".jpg" in shown, f"{len(PLAIN):064}"[:16] in shown) == (
        False,
        False,
        True,
    )


def test_a_lead_withdraws_a_piece_and_its_bytes_are_gone(
    walking: Walker, rows: Session, signed_in_as: SignedIn, app: Flask
) -> None:
    lead, item = signed_in_as(walking.cast.lead), item_of(rows, PLAIN)
    address = f"/setting/{walking.setting.id}/journeys/{walking.journey.id}"
    remove = f"{address}/evidence/{item.id}/remove"
    rows.rollback()

    assert remove in lead.get(f"{address}/decided-on").get_data(as_text=True)
    refused = lead.send(remove, reason="").get_data(as_text=True)
    lead.send(remove, reason="Consent was taken back")

    file = item_of(rows, PLAIN).versions[0]
    after = lead.get(f"{address}/decided-on").get_data(as_text=True)
    assert "Say why it is withdrawn" in refused
    assert (file.gone_why, file.gone_reason) == (Gone.WITHDRAWN, "Consent was taken back")
    assert (remove in after, "Consent was taken back" in after) == (False, True)
    assert lead.get(f"{address}/evidence/{item.id}/files/{file.id}").status_code == 404


def test_another_setting_s_lead_finds_nothing_there(
    walking: Walker, rows: Session, signed_in_as: SignedIn
) -> None:
    stranger = make_user(rows, "Sam Cole")
    address = f"/setting/{walking.setting.id}/journeys/{walking.journey.id}/decided-on"

    assert signed_in_as(stranger).get(address).status_code == 404
