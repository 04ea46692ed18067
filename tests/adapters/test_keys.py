"""The keys that sign: made once, read from files, and refused with a sentence."""

from pathlib import Path

import pytest

from award.adapters.keys import BADGE_FILE, DOCUMENT_FILE, Keys, KeyTrouble


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first, second = Keys(tmp_path / "keys"), Keys(tmp_path / "keys")

    assert first.document == second.document
    assert first.badge == second.badge
    assert first.document.is_own
    modes = [
        (tmp_path / "keys" / name).stat().st_mode & 0o777 for name in (DOCUMENT_FILE, BADGE_FILE)
    ]
    assert modes == [0o600, 0o600]
    assert len(list((tmp_path / "keys").iterdir())) == 2


def test_new_keys_take_the_place_of_the_old(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    before = keys.document.fingerprint, keys.badge.fingerprint

    keys.renew()

    after = keys.document.fingerprint, keys.badge.fingerprint
    assert not set(before) & set(after)
    assert (Keys(tmp_path).document.fingerprint, Keys(tmp_path).badge.fingerprint) == after


def two_files(folder: Path) -> tuple[Path, Path]:
    keys = Keys(folder / "made")
    key, certificate = folder / "key.pem", folder / "cert.pem"
    key.write_bytes(keys.document.private)
    certificate.write_bytes(keys.document.certificates[0])
    return key, certificate


def test_keys_are_read_from_files(tmp_path: Path) -> None:
    key, certificate = two_files(tmp_path)

    found = Keys(tmp_path / "none", key=str(key), certificate=str(certificate)).document

    assert found.fingerprint == Keys(tmp_path / "made").document.fingerprint
    assert not (tmp_path / "none").exists()


def test_a_certificate_of_another_key_is_refused(tmp_path: Path) -> None:
    key, _ = two_files(tmp_path)
    other = tmp_path / "other.pem"
    other.write_bytes(Keys(tmp_path / "other").document.certificates[0])

    with pytest.raises(KeyTrouble, match="belongs to another key"):
        _ = Keys(tmp_path, key=str(key), certificate=str(other)).document


def test_files_that_are_missing_or_wrong_are_named(tmp_path: Path) -> None:
    key, certificate = two_files(tmp_path)

    with pytest.raises(KeyTrouble, match="SIGNING_KEY names a file"):
        _ = Keys(tmp_path, key=str(tmp_path / "none"), certificate=str(certificate)).document
    with pytest.raises(KeyTrouble, match="both as PEM"):
        _ = Keys(tmp_path, key=str(certificate), certificate=str(certificate)).document
    with pytest.raises(KeyTrouble, match="Ed25519"):
        _ = Keys(tmp_path, badge_key=str(key)).badge
