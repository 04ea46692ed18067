"""The head’s approval of an application: asked for, sent back, and written down from a paper."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import select

from award.actions.approving import ask_for_approval
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import Approval as ApprovalOf
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Approval
from award.storage.letters import Letter
from tests.making import actor, make_user
from tests.web.setting.conftest import Make, a_pdf
from tests.web.setting.test_application import FILLED

PDF = a_pdf()


def test_the_head_is_asked_by_a_link_approves_and_the_lead_sends(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, head = place.lead(), place.head()
    lead.send(f"{place.at}/application", **FILLED)

    lead.send(f"{place.at}/approvals/apply/ask", on=f"{place.at}/approvals/apply")
    asked = lead.get(f"{place.at}/approvals/apply")
    lead.get(place.root)
    home = lead.words()
    with clock.frozen_at(clock.now() + timedelta(days=15)):
        later = place.lead()
        later.get(place.root)
    head.send(f"{place.at}/approvals/apply/give", sure="yes")
    lead.send(f"{place.at}/moves/submit")

    letters = {one.code: one.body for one in place.rows.query(Letter)}
    assert "asks you to approve the application to take part." in letters["approval_asked"]
    assert "Send the link again" in asked.text
    assert "For now Priya Nair was asked to approve the application" in home
    assert "See how it stands" in home
    assert "Ask the headteacher to approve this application" in later.words()
    assert place.fresh().stage is Stage.APPLIED


def test_a_coordinator_who_asks_for_the_approval_is_named_as_coordinator(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    coordinator = place.coordinator()
    coordinator.send(f"{place.at}/application", **FILLED)
    coordinator.send(f"{place.at}/approvals/apply/ask", on=f"{place.at}/approvals/apply")

    place.fresh()
    letters = {one.code: one.body for one in place.rows.query(Letter)}
    asked = "For Willow Lane Primary, Colm Brady, the coordinator, asks you to approve"
    assert asked in letters["approval_asked"]
    thanks = coordinator.get("/approved") and coordinator.words()
    assert "Whoever asked you sees it" in thanks


def test_an_adviser_who_asks_for_it_is_named_as_adviser(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    hana = make_user(place.rows, "Hana Osei")
    by = replace(actor(hana, Role.ADVISER, place.walking.setting.authority), on_behalf=True)
    with transaction(lock=place.fresh()) as held:
        ask_for_approval(
            held, ApprovalOf.READY, token="t", token_digest="d", by=by, at=place.walking.at
        )

    letter = place.rows.query(Letter).filter_by(code="approval_asked").one()
    assert "For Willow Lane Primary, Hana Osei, the adviser, asks you to approve" in letter.body


def test_nobody_is_asked_before_a_head_is_named(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    with writing(place.rows):
        for one in place.rows.query(Membership).filter_by(role=Role.HEAD):
            one.ended_at = place.walking.at

    token = lead.token(f"{place.at}/application")
    lead.post(f"{place.at}/approvals/apply/ask", data={"csrf_token": token})
    lead.get(f"{place.at}/approvals/apply")

    assert "Say who leads the work and who approves it, with an e-mail address" in lead.words()


def test_an_application_without_words_is_not_sent_to_the_head(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, at = place.lead(), f"{place.at}/approvals/apply"

    lead.get(at)
    shown = lead.words()
    token = lead.token(f"{place.at}/application")
    lead.post(f"{at}/ask", data={"csrf_token": token, "to": place.walking.cast.head.email})

    assert "Tick that your setting commits to the award" in shown
    lead.get(at)
    assert "Say who leads the work and who approves it, with an e-mail address" in lead.words()
    assert "Tick that your setting commits to the award" in lead.words()
    assert place.rows.query(Approval).count() == 0


def test_only_a_head_gives_an_approval_and_only_the_authority_writes_one_down(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)

    assert place.lead().get(f"{place.at}/approvals/apply/give").status_code == 404
    assert place.coordinator().get(f"{place.at}/approvals/apply/give").status_code == 404
    assert place.lead().get(f"{place.at}/approvals/apply/record").status_code == 404
    assert place.lead().get(f"{place.at}/approvals/other").status_code == 404


def test_a_coordinator_writes_down_an_approval_given_by_phone(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    place.lead().send(f"{place.at}/application", **FILLED)
    coordinator = place.coordinator()

    tomorrow = ["31", "12", "2099"]
    coordinator.send(
        f"{place.at}/approvals/apply/record", name="Priya Nair", how="phone", agreed_on=tomorrow
    )
    refused = coordinator.words()
    coordinator.send(
        f"{place.at}/approvals/apply/record",
        name="Priya Nair",
        how="phone",
        agreed_on=["5", "1", "2026"],
    )

    assert "it cannot be in the future" in refused
    assert "Approved by Priya Nair" in coordinator.get(f"{place.at}/application/check").text


def test_the_paper_that_was_signed_is_kept_with_the_approval(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, coordinator = place.lead(), place.coordinator()
    lead.send(f"{place.at}/application", **FILLED)
    record, day = f"{place.at}/approvals/apply/record", ["5", "1", "2026"]
    given: dict[str, Any] = {"name": "Priya Nair", "how": "paper", "agreed_on": day}

    coordinator.send(record, **given, paper=(BytesIO(b"MZ no paper"), "signed.exe"))
    refused = coordinator.words()
    coordinator.send(record, **given, paper=(BytesIO(PDF), "signed.pdf"))
    for reader in (coordinator, lead):
        page = reader.get(f"{place.at}/approvals/apply").text
        link = re.search(r'href="([^"]+/files/\d+)"', page)
        assert link is not None
        with reader.get(link[1]) as answer:
            assert answer.data == PDF

    overview = coordinator.get(f"/leicester/coordinator/journeys/{place.journey.id}").text
    shown = coordinator.words()
    opened = re.search(r'href="([^"]+/files/\d+)"', overview)
    assert opened is not None
    with coordinator.get(opened[1]) as answer:
        assert answer.data == PDF

    assert "signed.exe" in refused
    assert "Priya Nair, on paper, on" in shown
    assert "Kept with it: signed.pdf." in shown
    place.fresh()
    (item,) = place.rows.scalars(select(EvidenceItem)).all()
    at = f"{place.at}/evidence/{item.id}"
    place.walking.walk_to(Stage.GATHERING)
    for deed in ("change", "replace", "remove"):
        assert lead.get(f"{at}/{deed}").status_code == 403
        assert "It stays as long as the approval does" in lead.words()
    page = lead.get(at).text
    assert "It stays as long as the approval does" in page
    lead.send(f"{at}/links", codes=["1.4"], shown="")
    cards = [lead.get(f"{place.at}/{one}").text for one in ("evidence", "criteria/1.4")]
    assert [at in one for one in cards] == [True] * 2
    for shown in (page, *cards):
        assert [f"{at}/{deed}" in shown for deed in ("change", "replace", "remove")] == [False] * 3
    assert coordinator.get(f"{place.at}/history").text.count("Signed paper kept") == 1


def test_once_the_head_has_the_letter_the_page_says_so_and_asks_for_nothing(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    lead.send(f"{place.at}/application", **FILLED)

    lead.send(f"{place.at}/approvals/apply/ask", on=f"{place.at}/approvals/apply")

    for page in ("application/check", "approvals/apply"):
        lead.get(f"{place.at}/{page}")
        assert "Priya Nair has the letter" in lead.words()


def test_only_who_acts_on_behalf_is_led_to_write_down_that_the_head_agreed(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead, colm = place.lead(), place.coordinator()
    lead.send(f"{place.at}/application", **FILLED)
    lead.send(f"{place.at}/approvals/apply/ask", on=f"{place.at}/approvals/apply")

    for who in (lead, colm):
        who.get(f"{place.at}/application/check")

    assert "Ask again, or write down that they agreed" in colm.words()
    assert "write down" not in lead.words()
    assert "Ask again" in lead.words()


def test_the_head_sends_it_back_the_lead_reads_why_and_asks_again(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, head, approvals = place.lead(), place.head(), f"{place.at}/approvals/apply"
    lead.send(f"{place.at}/application", **FILLED)
    lead.send(f"{approvals}/ask", on=approvals)

    head.get(f"{approvals}/give")
    led_there = "Something is not right: send it back" in head.words()
    head.send(f"{approvals}/send-back", words="Our deputy is Sam Hill.")
    lead.get(place.root)
    home = lead.words()
    lead.get(f"{place.at}/application/check")
    check = lead.words()
    lead.get(approvals)
    page = lead.words()
    lead.send(f"{approvals}/ask", on=approvals)
    lead.get(place.root)

    assert led_there
    assert "would like a change first" in home
    assert "“Our deputy is Sam Hill.” Change it, then ask again." in home
    assert "Our deputy is Sam Hill." in check
    assert "does not agree yet" in page
    assert "Our deputy is Sam Hill." not in lead.words()


def test_where_the_application_names_another_than_the_head_the_asker_chooses(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead, approvals, head = place.lead(), f"{place.at}/approvals/apply", place.walking.cast.head
    hedda = {"approver_name": "Hedda Person", "approver_email": "hedda@example.org"}
    lead.send(f"{place.at}/application", **FILLED | hedda)

    first = lead.get(approvals).text
    words = lead.words()
    lead.send(f"{approvals}/ask", on=approvals, to=head.email)
    again = lead.get(approvals).text
    told = lead.words()
    refused = lead.send(f"{approvals}/ask", on=approvals, to="nobody@example.org")

    assert "The application names Hedda Person" in words
    assert f"the account of who approves here is {head.name}’s" in words
    assert checked(first) == ["hedda@example.org"]
    assert f"{head.name} has the letter" in told
    assert checked(again) == [head.email]
    assert refused.status_code == 200
    assert "to" in lead.refusals()


def checked(page: str) -> list[str]:
    """What is chosen when the page opens."""
    radios = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", page)
    chosen = [one for one in radios if re.search(r"\bchecked\b", one)]
    return [found[1] for one in chosen if (found := re.search(r'value="([^"]*)"', one))]


def test_a_paper_and_what_is_written_down_name_who_was_asked(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, approvals, head = place.lead(), f"{place.at}/approvals/apply", place.walking.cast.head
    hedda = {"approver_name": "Hedda Person", "approver_email": "hedda@example.org"}
    lead.send(f"{place.at}/application", **FILLED | hedda)
    lead.send(f"{approvals}/ask", on=approvals, to=head.email)

    coordinator = place.coordinator()
    record = coordinator.get(f"{approvals}/record").text
    coordinator.get(f"{place.at}/printed/approvals/apply?filled=yes")
    paper = coordinator.words()

    assert f'value="{head.name}"' in record
    assert "Hedda Person" not in paper


def test_where_both_are_one_nothing_is_asked(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, head = place.lead(), place.walking.cast.head
    same = {"approver_name": head.name, "approver_email": head.email.upper()}
    lead.send(f"{place.at}/application", **FILLED | same)

    page = lead.get(f"{place.at}/approvals/apply").text

    assert f"Ask {head.name}" in lead.words()
    assert checked(page) == []
    assert 'type="radio"' not in page


def test_nobody_but_the_head_has_a_page_to_send_it_back(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    page = f"{place.at}/approvals/apply/send-back"

    answers = [one.get(page).status_code for one in (place.lead(), place.coordinator())]

    assert answers == [404, 404]
