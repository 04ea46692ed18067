"""Keeps passwords so that nobody can read them, and says which are too easy to guess."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from award.domain.checking_codes import ALPHABET

SHORTEST: Final = 12
_TIME, _MEMORY_KIB, _LANES = 3, 65536, 4
_HASHER: Final = PasswordHasher(time_cost=_TIME, memory_cost=_MEMORY_KIB, parallelism=_LANES)
# Shaped like every other hash, so that it costs the same to try, and no password is known to fit.
_NOBODY: Final = f"$argon2id$v=19$m={_MEMORY_KIB},t={_TIME},p={_LANES}$" + "A" * 22 + "$" + "A" * 43


def hash_password(password: str) -> str:
    """What may be stored in place of the password."""
    return _HASHER.hash(_as_bytes(password))


def verify_password(stored: str, password: str) -> bool:
    """Whether this is the password; a stored text that is no hash fits none."""
    try:
        return _HASHER.verify(stored, _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made more cheaply than is done today."""
    try:
        return _HASHER.check_needs_rehash(stored)
    except InvalidHashError:
        return True


def dummy_verify(password: str) -> None:
    """Take as long as a real try, for an address that nobody has."""
    verify_password(_NOBODY, password)


def new_token() -> str:
    """A secret for a link or a session; only its digest is kept."""
    return secrets.token_urlsafe(32)


def new_reference() -> str:
    """Six letters and figures to find a line of the log by, of those that are told apart aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def new_secret() -> tuple[str, str]:
    """A secret for a link or a session, and what is kept of it."""
    token = new_token()
    return token, token_digest(token)


def token_digest(token: str) -> str:
    """What is stored of a token and looked up by."""
    return hashlib.sha256(_as_bytes(token)).hexdigest()


def weakness_of(password: str, *, about: Iterable[str] = ()) -> str | None:
    """A sentence on how to choose a better password, or None where this one will do.

    `about` holds what others know of the person: their name and their address.
    """
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Three words that you will remember work well."
    if len(set(folded)) < 5 or _repeats(folded):
        return "Use more different characters. Three words that you will remember work well."
    if _share_in_rows(folded) > 0.5:
        return "Do not use rows of keys or letters, like “qwerty” or “1234”. Use three words."
    letters = "".join(letter for letter in folded.translate(_LOOKALIKES) if letter.isalpha())
    rest = _without(letters, _own_words(about))
    if rest != letters and len(_without(rest, _EASY_WORDS)) < 6:
        return "Leave out your name and your address. Use three words that have no link to you."
    if _is_easy(letters) or _is_easy("".join(one for one in folded if one.isalpha())):
        return "This is one of the first that people try. Use three words that have no link."
    return None


# Written out by hand: the words that people reach for first, and the words of this service.
_SERVICE_WORDS: Final = (
    *("positiveandpeacefulplaces", "positiveandpeaceful", "antibullying", "positive", "peaceful"),
    *("places", "place", "award", "awardtracker", "bullying", "and"),
)
_EASY_WORDS: Final = (
    *_SERVICE_WORDS,
    *("password", "passwort", "passphrase", "passcode", "pass", "word", "letmein", "welcome"),
    *("admin", "administrator", "login", "logon", "signin", "secret", "changeme", "change", "me"),
    *("default", "testing", "test", "hello", "please", "qwerty", "qwertyuiop", "azerty", "asdf"),
    *("iloveyou", "love", "sunshine", "princess", "monkey", "dragon", "football", "baseball"),
    *("master", "superman", "batman", "shadow", "trustno", "whatever", "computer", "internet"),
    *("liverpool", "arsenal", "chelsea", "england", "leicester", "london", "summer", "winter"),
    *("autumn", "spring", "january", "february", "march", "april", "june", "july", "august"),
    *("september", "october", "november", "december", "monday", "friday", "school", "teacher"),
    *("headteacher", "office", "nursery", "primary", "academy", "college", "children", "pupils"),
    *("abc", "the", "my", "is", "new", "user", "guest", "team"),
)
_ROWS: Final = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", '!"£$%^&*()'),
    *("!@#$%^&*()", "1q2w3e4r5t6y7u8i9o0p", "zaq12wsx", "azertyuiop", "qwertzuiop"),
)
_BOTH_WAYS: Final = tuple(row for one in _ROWS for row in (one, one[::-1]))
_LOOKALIKES: Final = str.maketrans("0134578@$!|€", "oieastbasiie")


def _as_bytes(words: str) -> bytes:
    """One spelling for letters that keyboards write in two ways."""
    return unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")


def _repeats(folded: str) -> bool:
    """Whether a short piece is said over and over, like "abcabcabcabc"."""
    return any((folded[:n] * len(folded))[: len(folded)] == folded for n in range(1, 7))


def _share_in_rows(folded: str) -> float:
    """How much of it stands in pieces of four or more from a row of keys or letters."""
    covered = [False] * len(folded)
    for start in range(len(folded) - 3):
        for row in _BOTH_WAYS:
            if folded[start : start + 4] in row:
                covered[start : start + 4] = [True] * 4
                break
    return sum(covered) / len(folded)


def _own_words(about: Iterable[str]) -> tuple[str, ...]:
    words: set[str] = set()
    for one in about:
        parts = re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", one).casefold())
        words.update(part.translate(_LOOKALIKES) for part in parts if len(part) >= 4)
    return tuple(words)


def _without(letters: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        letters = letters.replace(word, "")
    return letters


def _is_easy(letters: str) -> bool:
    """Whether nothing worth guessing is left beside at most two of the commonest words."""
    found, rest = 0, _without(letters, _SERVICE_WORDS)
    for word in sorted(_EASY_WORDS, key=len, reverse=True):
        if word in rest:
            found += 1
            rest = rest.replace(word, "")
    return len(rest) < 4 and found <= 2
