"""Passwords are kept unreadable, and those that anybody would try are refused."""

import time

import pytest

from award.adapters import passwords
from award.adapters.passwords import (
    dummy_verify,
    hash_password,
    needs_rehash,
    new_token,
    token_digest,
    verify_password,
    weakness_of,
)
from tests.fixtures_web import IN_EARNEST

NOBODY = passwords._NOBODY
GOOD = "otter velvet kettle"
ABOUT = ("rosa.green@willowlane.example", "Rosa Green")


@pytest.fixture(autouse=True)
def in_earnest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here passwords are kept as they are outside the tests."""
    monkeypatch.setattr(passwords, "_HASHER", IN_EARNEST)
    monkeypatch.setattr(passwords, "_NOBODY", NOBODY)


def test_a_password_fits_its_own_hash_and_no_other() -> None:
    stored = hash_password(GOOD)

    assert GOOD not in stored
    assert stored.startswith("$argon2id$")
    assert verify_password(stored, GOOD)
    assert not verify_password(stored, GOOD + " ")


def test_the_same_password_is_never_stored_the_same_way_twice() -> None:
    assert hash_password(GOOD) != hash_password(GOOD)


def test_a_letter_that_two_keyboards_write_differently_is_one_letter() -> None:
    stored = hash_password("caf\u00e9 otter velvet")

    assert verify_password(stored, "cafe\u0301 otter velvet")


@pytest.mark.parametrize("stored", ["", "plain text", "$argon2id$v=19$m=1", "!"])
def test_nothing_fits_a_stored_text_that_is_no_hash(stored: str) -> None:
    assert not verify_password(stored, GOOD)
    assert needs_rehash(stored)


def test_half_a_letter_is_no_trouble() -> None:
    assert not verify_password(hash_password("\ud83d otter velvet"), "\ud83d otter kettle")


def test_a_hash_made_today_stays_and_a_cheaper_one_is_to_be_made_again() -> None:
    cheap = passwords.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(GOOD)

    assert not needs_rehash(hash_password(GOOD))
    assert needs_rehash(cheap)
    assert verify_password(cheap, GOOD)


def test_trying_an_unknown_address_does_the_same_work_as_a_known_one() -> None:
    assert not needs_rehash(passwords._NOBODY)
    assert len(passwords._NOBODY) == len(hash_password(GOOD))

    started = time.thread_time()
    dummy_verify(GOOD)

    assert time.thread_time() > started
    assert not verify_password(passwords._NOBODY, "")


def test_tokens_are_long_new_each_time_and_only_their_digest_is_kept() -> None:
    first, second = new_token(), new_token()

    assert first != second
    assert len(first) >= 43
    assert token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert token_digest(first) != token_digest(second)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct-horse-battery",
        "Wandering9Teapots!",
        "v8#Qm2!zRt0p",
        "mein Fahrrad ist blau",
        "мой зелёный чайник",
        "sunshine walks with otters",
        "football dragon sunshine",
        "2026 was a wet march here",
    ],
)
def test_a_password_that_nobody_would_try_first_will_do(password: str) -> None:
    assert weakness_of(password, about=ABOUT) is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "12 characters"),
        ("elevenchars", "12 characters"),
        ("aaaaaaaaaaaa", "different characters"),
        ("abcabcabcabc", "different characters"),
        ("otter1otter1otter1", "different characters"),
        ("            ", "different characters"),
        ("qwertyuiop12", "rows"),
        ("1qaz2wsx3edc", "rows"),
        ("abcdefghijkl", "rows"),
        ("098765432109", "rows"),
        ("poiuytrewq77", "rows"),
        ("Password2024", "first that people try"),
        ("P@ssw0rd2024!", "first that people try"),
        ("Welcome123456", "first that people try"),
        ("letmeinletmein1", "first that people try"),
        ("positiveandpeaceful", "first that people try"),
        ("PositiveAndPeacefulPlaces2026", "first that people try"),
        ("Anti-Bullying Award", "first that people try"),
        ("Summer2025!!!", "first that people try"),
        ("leicester1234", "first that people try"),
        ("December 2026!", "first that people try"),
        ("RosaGreen2026!", "your name"),
        ("willowlane2026", "your name"),
        ("password-willowlane", "your name"),
    ],
)
def test_a_password_that_anybody_would_try_is_refused_with_how_to_mend_it(
    password: str, says: str
) -> None:
    assert says in (weakness_of(password, about=ABOUT) or "it will do")


def test_a_long_password_may_hold_the_persons_name_beside_other_words() -> None:
    assert weakness_of("green otters like velvet kettles", about=ABOUT) is None
