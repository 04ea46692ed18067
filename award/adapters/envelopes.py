"""Closes words that travel through a browser, so that this installation alone reads them again."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken


def close(text: str, *, secret: str) -> str:
    """The words, to be read and changed by nobody without the secret."""
    return _with(secret).encrypt(text.encode()).decode()


def open_again(text: str, *, secret: str) -> str | None:
    """What was closed with this secret; None for anything else."""
    try:
        return _with(secret).decrypt(text.encode()).decode()
    except (InvalidToken, ValueError):
        return None


def _with(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"envelopes {secret}".encode()).digest()))
