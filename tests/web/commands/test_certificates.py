"""`flask certificate`: one to look at, and those that wait."""

from dataclasses import replace
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.adapters.certificate_pdfs import render_certificate
from award.domain.certificate_records import from_record
from award.domain.certificates import CertificateFace
from award.storage.authorities import Authority
from award.storage.db import writing
from award.storage.signing_keys import SigningKey
from award.web.commands import certificates
from tests.jobs.test_certificates import an_award
from tests.making import at
from tests.servers import free_port
from tests.time_server import time_server
from tests.web.public.test_dropped import Issue, issue

__all__ = ["issue"]


def test_preview_draws_an_invented_certificate(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[CertificateFace] = []
    monkeypatch.setattr(
        certificates, "render_certificate", lambda face, at: drawn.append(face) or b"%PDF-1.7"
    )
    target = tmp_path / "folder" / "look.pdf"

    answer = app.test_cli_runner().invoke(args=["certificate", "preview", str(target)])

    assert (answer.exit_code, target.read_bytes()) == (0, b"%PDF-1.7")
    assert drawn[0].specimen


def test_issue_says_how_many_were_rendered(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["certificate", "issue", "--all-pending"])

    assert (answer.exit_code, answer.output) == (0, "0 rendered, 0 left\n")


def test_verify_tells_three_things_and_ends_with_one_if_not_good(
    app: Flask, issue: Issue, tmp_path: Path
) -> None:
    _, _, content = issue()
    whole, changed = tmp_path / "whole.pdf", tmp_path / "changed.pdf"
    whole.write_bytes(content)
    changed.write_bytes(content + b"% more")
    run = app.test_cli_runner()

    with clock.frozen_at(at()):
        answers = [run.invoke(args=["certificate", "verify", str(one)]) for one in (whole, changed)]

    assert [one.exit_code for one in answers] == [0, 1]
    assert answers[0].output.splitlines()[0] == "This certificate is valid"
    assert len(answers[0].output.splitlines()) == 4
    assert answers[1].output.splitlines()[0] == "This certificate was changed"


def test_new_keys_follow_and_old_ones_stay_known(app: Flask, rows: Session) -> None:
    keys = app.extensions["sealing"].keys
    before = {keys.document.fingerprint, keys.badge.fingerprint}

    answer = app.test_cli_runner().invoke(args=["certificate", "new-keys"])

    assert answer.exit_code == 0
    assert not before & {keys.document.fingerprint, keys.badge.fingerprint}
    assert set(rows.scalars(select(SigningKey.fingerprint))) == before


def test_while_the_time_server_is_away_certificates_wait_and_none_is_lost(
    app: Flask, rows: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    award, run = an_award(rows), app.test_cli_runner()
    issue_all = ["certificate", "issue", "--all-pending"]
    sealing = app.extensions["sealing"]
    away = replace(sealing, timestamp_url=f"http://127.0.0.1:{free_port()}/")
    monkeypatch.setitem(app.extensions, "sealing", away)

    with clock.frozen_at(at(1)):
        without = [run.invoke(args=issue_all) for _ in range(2)]
        kept = list(map(attrgetter("key"), app.extensions["files"].keys()))
        with time_server(tmp_path) as serving:
            there = replace(sealing, timestamp_url=serving.url)
            monkeypatch.setitem(app.extensions, "sealing", there)
            later = run.invoke(args=issue_all)
        again = run.invoke(args=issue_all)

    assert {one.exit_code for one in without} == {1}
    assert all(one.output.endswith("0 rendered, 1 left\n") for one in without)
    assert "The time-stamp server did not answer" in without[0].output
    assert kept == []
    assert (later.exit_code, later.output) == (0, "1 of 1\n1 rendered, 0 left\n")
    assert again.output == "0 rendered, 0 left\n"
    rows.rollback()
    (certificate,) = award.certificates
    with app.extensions["files"].open(certificate.key) as file:
        content = file.read()
    assert certificate.sha256 == sha256(content).hexdigest()
    assert serving.asked >= 1


@pytest.mark.parametrize("name", ["Ysgol Tŷ Gwyn", "مدرسة السلام الابتدائية"])
def test_what_was_issued_is_made_again_from_its_record_byte_for_byte(
    app: Flask, issue: Issue, rows: Session, name: str
) -> None:
    _, row, content = issue(name=name)
    with writing(rows):
        owner = rows.scalars(select(Authority)).one()
        owner.brand_colour, owner.signatories = "#5b2a6e", [{"name": "New", "title": "Head"}]

    again = render_certificate(from_record(row.face or {}), at=row.asked_at, badge=str(row.badge))

    assert sha256(again).hexdigest() == row.unsigned_sha256
    assert content.startswith(again)
