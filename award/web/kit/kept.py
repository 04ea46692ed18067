"""Keeps what somebody typed when it could not be taken, so that nothing typed is ever lost."""

from dataclasses import dataclass
from typing import Final

from flask import request
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms.validators import ValidationError

MOST_KEPT: Final = 200_000
NEVER_KEPT: Final = frozenset({"again", "old", "kept", "once"})
SECRET_WORDS: Final = ("csrf_token", "password")


@dataclass(frozen=True)
class Kept:
    """One thing that was sent: the field's name and what stood in it."""

    name: str
    value: str

    @property
    def has_words(self) -> bool:
        """Whether it is something that a person wrote, rather than a choice or a number."""
        value = self.value.strip()
        is_one_word = value.isalpha() and not value.islower()  # a choice is a code, such as on_site
        return is_one_word or any(mark in value for mark in (" ", "\n", "@"))


@dataclass(frozen=True)
class KeptForm:
    """What was sent, without secrets, and whether files were among it."""

    fields: tuple[Kept, ...]
    had_files: bool = False

    @property
    def words(self) -> list[str]:
        """What the person wrote, apart from choices and numbers."""
        return [one.value for one in self.fields if one.has_words]


def keep_posted() -> KeptForm:
    """What this request sent; passwords and files are never given back.

    Nothing of it where it was more than is read of somebody who is not signed in, and where the
    disk had no room for its files.
    """
    fields, size = [], 0
    try:
        sent = request.form
    except (RequestEntityTooLarge, OSError):
        return KeptForm((), had_files=True)
    for name, value in sent.items(multi=True):
        size += len(name) + len(value)
        if size <= MOST_KEPT and not _is_secret(name):
            fields.append(Kept(name, value))
    return KeptForm(tuple(fields), any(one.filename for one in request.files.values()))


def _is_secret(name: str) -> bool:
    return name in NEVER_KEPT or any(word in name for word in SECRET_WORDS)


def keep_typed() -> KeptForm | None:
    """What a form of ours sent; None for every other request.

    No page of somebody else's can so put its words on one of ours.
    """
    if request.method != "POST":
        return None
    kept = keep_posted()
    try:
        validate_csrf(request.form.get("csrf_token"))  # type: ignore[no-untyped-call] # untyped
    except (ValidationError, RequestEntityTooLarge, OSError):
        return None
    return kept
