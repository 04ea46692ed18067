"""Checking a file: only the very thing we gave out, of an award that stands, is valid."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from award.actions.certifying import ask_for_certificate
from award.adapters import badges, clock
from award.adapters.certificates import DRAWINGS
from award.adapters.keys import Keys
from award.adapters.pdf_signing import sign_pdf
from award.adapters.sealing import KeySealing
from award.domain.award_moves import AwardState
from award.domain.checking_codes import new_code
from award.jobs.certificates import badge_face_of, render_certificate
from award.storage.awards import Award, Certificate
from award.storage.db import writing
from award.storage.signing_keys import SigningKey
from award.web.commands.work import means_of
from tests.making import at, make_authority
from tests.pages import PageClient
from tests.web.public.test_register import give_award

CODE = "CHHE06T6TS7Y"
Issue = Callable[..., tuple[Award, Certificate, bytes]]


@pytest.fixture
def issue(app: Flask, rows: Session) -> Issue:
    """An award with its certificate, signed and kept as the worker does it."""

    def made(**changed: Any) -> tuple[Award, Certificate, bytes]:
        award = give_award(rows, make_authority(rows), code=CODE, **changed)
        with writing(rows):
            number = ask_for_certificate(award, at=at()).id
        with app.app_context():
            means = means_of(app)
            render_certificate(means, number, at=at())
            rows.rollback()
            row = rows.get_one(Certificate, number)
            with means.files.open(str(row.key)) as file:
                return award, row, file.read()

    return made


def drop(client: PageClient, content: bytes, name: str = "certificate.pdf") -> str:
    with clock.frozen_at(at()):
        given = {"csrf_token": client.token("/check/file")}
        file = FileStorage(io.BytesIO(content), name)
        boundary, body = encode_multipart(given | {"file": file})
        client.post(
            "/check/file",
            input_stream=io.BytesIO(body),
            content_type=f"multipart/form-data; boundary={boundary}",
        )
    return client.words()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "This certificate is valid"),
        ({"state": AwardState.SUSPENDED}, "This award is not currently confirmed"),
        ({"announce_on": date(2027, 1, 6)}, "This award is not yet announced"),
        (
            {"valid_until": date(2025, 12, 19), "grace_until": date(2026, 3, 27)},
            "This certificate has expired",
        ),
    ],
)
def test_a_certificate_as_it_was_given_out_stands_as_its_award(
    client: PageClient, issue: Issue, changed: dict[str, Any], words: str
) -> None:
    _, _, content = issue(**changed)

    said = drop(client, content)

    assert words in said
    assert "The signature is ours and fits the certificate." in said
    assert "exactly what we gave out" in said
    assert ("is valid" in said) == (not changed)


@pytest.mark.parametrize(
    ("state", "words"),
    [(AwardState.REVOKED, "This award was taken back"), (AwardState.SUPERSEDED, "was replaced")],
)
def test_one_that_was_taken_back_since_is_not_valid(
    client: PageClient, rows: Session, issue: Issue, state: AwardState, words: str
) -> None:
    award, row, content = issue()
    with writing(rows):
        rows.get_one(Award, award.id).state = state
    badge = str(row.badge).encode()

    for file, name in ((content, "a.pdf"), (badge, "a.json")):
        said = drop(client, file, name)
        assert words in said
        assert "is valid" not in said


def test_one_that_was_issued_anew_is_replaced(
    client: PageClient, rows: Session, issue: Issue
) -> None:
    award, _, content = issue()
    with writing(rows):
        ask_for_certificate(rows.get_one(Award, award.id), at=at(1))

    assert "This certificate was replaced" in drop(client, content)


@pytest.mark.parametrize("place", [0.3, 0.77])
def test_one_flipped_bit_is_never_valid(client: PageClient, issue: Issue, place: float) -> None:
    _, _, content = issue()
    changed = bytearray(content)
    changed[int(len(content) * place)] ^= 1

    said = drop(client, bytes(changed))

    assert "is valid" not in said
    assert "exactly what we gave out" not in said


def test_a_changed_certificate_leads_to_its_record(client: PageClient, issue: Issue) -> None:
    _, _, content = issue()

    said = drop(client, content + b"\n% LEI-2026-0002\n")

    assert "This certificate was changed" in said
    assert "Our record has the one that it was made from." in said
    assert "is valid" not in said


@pytest.mark.parametrize(
    ("what", "into"), [("Willow Lane Primary", "Oak Lane Academy"), ("LEI-0", "LEI-7")]
)
def test_another_name_or_number_on_it_is_never_valid(
    client: PageClient, issue: Issue, what: str, into: str
) -> None:
    """Altered where readers show it, and the file put right again, as a forger would."""
    _, _, content = issue()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name in ("/Title", "/Subject"):
            pdf.docinfo[name] = str(pdf.docinfo[name]).replace(what, into)
        out = io.BytesIO()
        pdf.save(out)
        assert into in f"{pdf.docinfo['/Title']} {pdf.docinfo['/Subject']}"

    said = drop(client, out.getvalue())

    assert "This certificate was changed" in said
    assert "is valid" not in said


def test_a_badge_of_another_issuer_is_not_ours(
    client: PageClient, issue: Issue, tmp_path: Path
) -> None:
    award, row, _ = issue()
    elsewhere = KeySealing(Keys(tmp_path), "https://awards.elsewhere.example")
    theirs = elsewhere.badge(badge_face_of(award, row), at=at())
    baked = badges.bake_png((DRAWINGS / "badge.png").read_bytes(), theirs.text)

    for content, name in (
        (theirs.text.encode(), "a.json"),
        (theirs.token.encode(), "a.jwt"),
        (baked, "a.png"),
    ):
        said = drop(client, content, name)
        assert "This badge is not ours" in said
        assert "is valid" not in said


def test_another_key_is_not_ours(
    app: Flask, client: PageClient, issue: Issue, tmp_path: Path
) -> None:
    award, row, content = issue()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root["/AcroForm"], pdf.Root["/Perms"]
        del pdf.pages[0].Annots
        out = io.BytesIO()
        pdf.save(out)
    other = KeySealing(Keys(tmp_path), "http://localhost")
    forged = other.badge(badge_face_of(award, row), at=at())

    assert "This certificate is not ours" in drop(client, out.getvalue())
    assert "This badge is not ours" in drop(client, forged.text.encode(), "a.json")
    assert "This badge is not ours" in drop(client, forged.token.encode(), "a.jwt")


def test_a_certificate_signed_again_by_a_stranger_is_not_ours(
    client: PageClient, issue: Issue, tmp_path: Path
) -> None:
    _, _, content = issue()
    unsigned = content[: content.rindex(b"%%EOF", 0, content.rindex(b"%%EOF")) + 6]

    assert "This certificate is not ours" in drop(
        client, sign_pdf(unsigned, Keys(tmp_path).document)
    )


def test_a_badge_is_checked_in_each_of_its_forms(client: PageClient, issue: Issue) -> None:
    _, row, _ = issue()
    text = str(row.badge)
    forms = {
        "a.json": text.encode(),
        "a.jwt": str(row.badge_token).encode(),
        "a.svg": badges.bake_svg((DRAWINGS / "seal.svg").read_bytes(), text),
        "a.png": badges.bake_png((DRAWINGS / "badge.png").read_bytes(), text),
    }

    assert {name for name, file in forms.items() if "This badge is valid" in drop(client, file, name)} == set(forms)  # fmt: skip # noqa: E501


def test_words_added_to_a_badge_are_seen_though_its_proof_holds(
    client: PageClient, issue: Issue
) -> None:
    """What no context knows is signed by nobody, and a proof says nothing of it."""
    _, row, _ = issue()
    changed = json.loads(str(row.badge)) | {"madeUpWords": "and a gold star"}

    said = drop(client, json.dumps(changed).encode(), "a.json")

    assert "This badge was changed" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in this file"),
        (b"hello", "not a PDF, a badge picture"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (b"\x89PNG\r\n\x1a\n broken", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "carries no badge"),
        (b"<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>", "damaged"),
        (b'{"a":' * 50_000, "damaged"),
        (b"eyJub3RoaW5n", "damaged"),
        (bytes(1_900_001), "larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    client: PageClient, content: bytes, words: str
) -> None:
    said = drop(client, content)

    assert words in said
    assert "is valid" not in said


def test_a_locked_pdf_is_refused(client: PageClient) -> None:
    for user in ("secret", ""):
        out = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="other", user=user))

        assert "locked with a password" in drop(client, out.getvalue())


def test_fifty_megabytes_are_not_even_read(client: PageClient) -> None:
    answer = client.post(
        "/check/file",
        input_stream=io.BytesIO(bytes(50_000_000)),
        content_type="multipart/form-data; boundary=b",
        headers={"X-CSRFToken": client.token("/check/file")},
    )

    assert answer.status_code == 413
    assert "none of our certificates or badges is" in client.words()


def test_a_withheld_setting_is_named_nowhere(
    client: PageClient, rows: Session, issue: Issue
) -> None:
    award, row, content = issue(name="Rowan House")
    named = client.get(f"/credentials/{CODE}-1").status_code
    with writing(rows):
        rows.get_one(Award, award.id).setting.is_hidden = True

    said = drop(client, content) + drop(client, str(row.badge).encode(), "a.json")

    assert "A setting in Leicester" in said
    assert "Rowan" not in said
    assert (named, client.get(f"/credentials/{CODE}-1").status_code) == (200, 404)


def test_nothing_of_a_dropped_file_is_kept(
    client: PageClient, rows: Session, issue: Issue, web_folder: Path
) -> None:
    _, _, content = issue()
    before = {path for path in web_folder.rglob("*") if path.is_file()}

    drop(client, content + b"% a mark that nobody else makes")

    after = {path for path in web_folder.rglob("*") if path.is_file()}
    assert {path.name for path in after - before} <= {"award.sqlite-wal", "award.sqlite-shm"}
    assert not any(b"a mark that nobody else makes" in path.read_bytes() for path in after)


def test_old_certificates_stay_checkable_under_new_keys(
    app: Flask, client: PageClient, rows: Session, issue: Issue
) -> None:
    _, row, content = issue()
    app.extensions["sealing"].keys.renew()

    said = drop(client, content) + drop(client, str(row.badge).encode(), "a.json")
    methods = client.get("/.well-known/did.json").json["verificationMethod"]  # type: ignore[index]

    assert "This certificate is valid" in said
    assert "This badge is valid" in said
    assert len(methods) == 4
    assert rows.query(SigningKey).count() == 2


def test_who_drops_too_much_waits(client: PageClient) -> None:
    with clock.frozen_at(at()):
        answers = [
            client.send("/check/file", file=(io.BytesIO(b"hello"), "a.pdf")).status_code
            for _ in range(31)
        ]

    assert (answers[29], answers[30]) == (200, 429)


def test_ten_thousand_guesses_are_stopped_after_sixty(client: PageClient, issue: Issue) -> None:
    issue()
    guess = new_code(lambda _: 7)
    with clock.frozen_at(at()):
        answers = [client.get(f"/check/{guess}").status_code for _ in range(60)]
        stopped = [
            client.get(f"/check/{CODE}").status_code,
            client.get(f"/credentials/{CODE}-1").status_code,
        ]
    with clock.frozen_at(at() + timedelta(minutes=11)):
        later = client.get(f"/check/{CODE}").status_code

    assert (set(answers), stopped, later) == ({404}, [429, 429], 200)


def test_of_pictures_and_badges_only_who_gave_one_is_told(client: PageClient, issue: Issue) -> None:
    _, row, content = issue()

    assert "A badge is in a picture" in drop(client, str(row.badge).encode(), "a.json")
    assert "A badge is in a picture" not in drop(client, content)


def test_the_badge_of_a_web_site_is_told_from_one_that_can_be_checked(
    client: PageClient, issue: Issue
) -> None:
    issue()
    picture = client.get(f"/badges/{CODE}.svg").data

    assert "leads to its record when you press it there" in drop(client, picture, "badge.svg")
