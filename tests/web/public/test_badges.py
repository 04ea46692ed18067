"""What strangers' programs read: keys, badges, achievements, and lists that follow the record."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from sqlalchemy.orm import Session

from award.adapters import badges, clock
from award.domain.award_moves import AwardState
from award.domain.dropped_files import Signature
from award.storage.awards import Award
from award.storage.db import writing
from tests.making import at
from tests.pages import PageClient
from tests.web.public.test_dropped import CODE, Issue, issue

__all__ = ["issue"]


def bits(client: PageClient, number: int) -> set[int]:
    with clock.frozen_at(at()):
        document: dict[str, Any] = client.get(f"/status/{number}").get_json(force=True)
    return set(set_indices(decode_encoded_list(document["credentialSubject"]["encodedList"])))


@pytest.mark.parametrize(
    ("state", "revoked", "suspended"),
    [
        (AwardState.IN_FORCE, set(), set()),
        (AwardState.SUSPENSION_PROPOSED, set(), set()),
        (AwardState.SUSPENDED, set(), {1}),
        (AwardState.REVOKED, {1}, set()),
        (AwardState.SUPERSEDED, {1}, set()),
    ],
)
def test_the_lists_follow_the_record(
    client: PageClient,
    rows: Session,
    issue: Issue,
    state: AwardState,
    revoked: set[int],
    suspended: set[int],
) -> None:
    award, row, _ = issue()
    assert row.id == 1
    with writing(rows):
        rows.get_one(Award, award.id).state = state

    assert (bits(client, 1), bits(client, 2)) == (revoked, suspended)


def test_every_document_is_signed_by_a_key_in_the_list(
    app: Flask, client: PageClient, issue: Issue
) -> None:
    issue()
    sealing = app.extensions["sealing"]
    ours = badges.trusted_names("http://localhost", [sealing.badge_mark().public])

    for address in ("/status/1", "/status/2", f"/credentials/{CODE}-1"):
        answer = client.get(address)
        document = badges.read_document(answer.data)
        assert badges.signature_of_document(document, ours) is Signature.GOOD
        assert answer.mimetype == "application/vc"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    listed = client.get("/.well-known/did.json").json or {}
    assert set(listed["assertionMethod"]) == set(ours)


def test_a_badge_comes_in_every_form(client: PageClient, issue: Issue) -> None:
    _, row, _ = issue()

    kinds = [
        client.get(f"/credentials/{CODE}-1{ending}").mimetype
        for ending in ("", ".jwt", ".svg", ".png")
    ]

    assert kinds == ["application/vc", "application/vc+jwt", "image/svg+xml", "image/png"]
    assert client.get(f"/credentials/{CODE}-1").data.decode() == row.badge
    assert client.get(f"/credentials/{CODE.lower()}-1").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["CHHE0T6TS7EF-1", f"{CODE}-2", CODE, "nothing", f"{CODE}-1.exe", f"{CODE}-99999999999"],
)
def test_what_was_not_given_out_is_not_found(
    client: PageClient, issue: Issue, address: str
) -> None:
    issue()

    assert client.get(f"/credentials/{address}").status_code == 404


def test_what_is_not_announced_is_not_told(client: PageClient, issue: Issue) -> None:
    issue(announce_on=date(2026, 1, 6))

    with clock.frozen_at(at()):
        assert client.get(f"/credentials/{CODE}-1").status_code == 404


def test_a_list_that_has_not_begun_is_not_found(client: PageClient, issue: Issue) -> None:
    issue()

    assert [client.get(f"/status/{one}").status_code for one in (0, 3, 10**18)] == [404, 404, 404]


def test_what_a_badge_names_can_be_read(client: PageClient, issue: Issue) -> None:
    issue()
    document = client.get(f"/credentials/{CODE}-1").get_json(force=True)
    subject = document["credentialSubject"]["achievement"]

    for address in (subject["image"]["id"], document["issuer"]["url"]):
        assert client.get(address.removeprefix("http://localhost")).status_code == 200
    assert (client.get("/issuers/leicester").json or {})["name"] == document["issuer"]["name"]
    assert client.get("/issuers/nowhere").status_code == 404
    assert client.get("/achievements/leicester/none").status_code == 404
