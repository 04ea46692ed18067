"""Badges: signed in both forms, read back, baked into pictures, and never believed when changed."""

import copy
import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from award.adapters import badges
from award.adapters.badges import NotABadge, read_document, read_token, signature_of_document
from award.adapters.certificates import DRAWINGS
from award.adapters.keys import Keys
from award.adapters.sealing import Badge, KeySealing
from award.domain.badges import BadgeFace, names_holder
from award.domain.dropped_files import Signature

URL = "https://award.example.org"
AT = datetime(2026, 7, 14, 12, tzinfo=UTC)


@cache
def keys() -> Keys:
    return Keys(Path(mkdtemp()))


def face(**changed: Any) -> BadgeFace:
    known: dict[str, Any] = {
        "certificate_id": 7,
        "certificate_number": 1,
        "code": "CHHE06T6TS7Y",
        "number": "LEI-2026-0001",
        "holder": "Willow Lane Primary",
        "award_name": "Positive and Peaceful Places",
        "authority_code": "leicester",
        "authority_name": "Leicester City Council",
        "framework_version": "1.0",
        "valid_from": date(2026, 7, 14),
        "valid_until": date(2029, 8, 31),
    }
    return BadgeFace(**(known | changed))


@cache
def sealed() -> Badge:
    return KeySealing(keys(), URL).badge(face(), at=AT)


def ours() -> dict[str, str]:
    return badges.trusted_names(URL, [keys().badge.public])


def test_a_badge_is_signed_in_both_forms() -> None:
    claims, signature = read_token(sealed().token, ours())

    assert signature_of_document(read_document(sealed().text), ours()) is Signature.GOOD
    assert signature is Signature.GOOD
    assert claims["jti"] == f"{URL}/credentials/CHHE06T6TS7Y-1"
    assert KeySealing(keys(), URL).badge(face(), at=AT) == sealed()


def change(document: dict[str, Any], *path: str) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    part: Any = changed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = "another"
    return changed


@pytest.mark.parametrize(
    "path",
    [("name",), ("validUntil",), ("issuer", "name"), ("credentialSubject", "licenseNumber")],
)
def test_any_change_breaks_it(path: tuple[str, ...]) -> None:
    changed = change(read_document(sealed().text), *path)

    assert signature_of_document(changed, ours()) is Signature.BROKEN


def test_a_token_that_was_changed_is_broken() -> None:
    head, body, tail = sealed().token.split(".")
    other = KeySealing(keys(), URL).badge(face(number="LEI-2026-0002"), at=AT).token.split(".")[1]

    assert read_token(f"{head}.{other}.{tail}", ours())[1] is Signature.BROKEN
    assert read_token(f"{head}.{body}.{tail}", ours())[1] is Signature.GOOD


def test_another_issuers_badge_is_not_ours(tmp_path: Path) -> None:
    other = KeySealing(Keys(tmp_path), "https://elsewhere.example").badge(face(), at=AT)
    same_name = KeySealing(Keys(tmp_path), URL).badge(face(), at=AT)

    assert signature_of_document(read_document(other.text), ours()) is Signature.OTHER
    assert signature_of_document(read_document(same_name.text), ours()) is Signature.OTHER
    assert read_token(same_name.token, ours())[1] is Signature.OTHER
    assert signature_of_document({"name": "nothing"}, ours()) is Signature.NONE


def test_a_context_from_elsewhere_is_not_fetched() -> None:
    document = read_document(sealed().text)
    document["@context"].append("http://127.0.0.1:9/never")

    assert signature_of_document(document, ours()) is Signature.BROKEN


def test_a_withheld_setting_is_in_no_part_of_its_badge() -> None:
    sealed_one = KeySealing(keys(), URL).badge(face(holder=""), at=AT)

    assert not names_holder(json.loads(sealed_one.text))
    assert "Willow" not in sealed_one.text
    assert names_holder(read_document(sealed().text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nothing",
        '{"a":1,"a":2}',
        "[" * 100_000,
        '{"a":' * 60 + "1" + "}" * 60,
        " " * 300_000,
    ],
)
def test_what_is_no_badge_is_refused(text: str) -> None:
    with pytest.raises(NotABadge):
        read_document(text)


def test_a_badge_is_baked_into_pictures_and_taken_out_again() -> None:
    svg = badges.bake_svg((DRAWINGS / "seal.svg").read_bytes(), sealed().text)
    png = badges.bake_png((DRAWINGS / "badge.png").read_bytes(), sealed().text)

    assert json.loads(badges.taken_out_of_svg(svg) or "") == json.loads(sealed().text)
    assert json.loads(badges.taken_out_of_png(png) or "") == json.loads(sealed().text)
    assert badges.taken_out_of_svg((DRAWINGS / "seal.svg").read_bytes()) is None


def test_a_status_list_has_the_bits_that_are_set() -> None:
    found = set_indices(decode_encoded_list(badges.status_bits(frozenset({0, 7, 131_071}))))

    assert found == {0, 7, 131_071}


def test_the_list_of_keys_names_old_and_new(tmp_path: Path) -> None:
    old, new = Keys(tmp_path).badge.public, keys().badge.public

    found = badges.list_of_keys("http://localhost:8000", [new, old])

    assert found["id"] == "did:web:localhost%3A8000"
    assert len(found["assertionMethod"]) == 4
    assert found["verificationMethod"][0]["id"].endswith(keys().badge.fingerprint)
    assert "d" not in found["verificationMethod"][1]["publicKeyJwk"]
