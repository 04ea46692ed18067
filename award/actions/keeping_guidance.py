"""Keeps the list of guidance that the framework rests on: its words, and who looked at it when.

The framework names the first pieces; an authority words them anew, adds its own and takes out what
does not concern it, without a new version: no journey is judged by them.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.frameworks import GUIDANCE_WORDS
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.frameworks import current_framework, framework_of
from award.storage.guidance import Piece, list_guidance
from award.storage.scheme import GuidanceCheck, GuidanceWords

SUBJECT: Final = "guidance"
Kept = TypeVar("Kept", GuidanceCheck, GuidanceWords)
OWN: Final = re.compile(r"own_(\d+)")


def check_guidance(authority: Authority, code: str, *, by: Actor, at: datetime) -> GuidanceCheck:
    """Write down that this piece was looked at today. Raises NotFound for one that is not named."""
    by_id = must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    piece, session = _piece(authority, code), session_of(authority)
    row = _row_of(authority, GuidanceCheck, code)
    row.checked_on, row.by_id, row.by_name = day_of(at), by_id, by.name
    session.flush()
    write_change(authority, SUBJECT, f"“{piece.guidance.name}” was checked.", by=by, at=at)
    return row


def add_guidance(authority: Authority, given: Mapping[str, str], *, by: Actor, at: datetime) -> str:
    """A piece of the authority's own; who adds it has looked at it. Returns its code.

    Raises NotReady where a piece on the list is called the same.
    """
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    pieces = _pieces(authority)
    _must_be_called_otherwise(pieces, "", given["name"])
    known = [OWN.fullmatch(one.guidance.code) for one in pieces]
    code = f"own_{max((int(one[1]) for one in known if one), default=0) + 1}"
    _keep(authority, code, 1, given)
    write_change(authority, SUBJECT, f"“{given['name']}” was added.", by=by, at=at)
    check_guidance(authority, code, by=by, at=at)
    return code


def word_guidance(
    authority: Authority,
    code: str,
    given: Mapping[str, str],
    *,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Other words for a piece. Raises NotFound; Stale; NotReady where another is called the same.

    Words that are the same as before change nothing.
    """
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    piece = _as_shown(authority, code, shown)
    _must_be_called_otherwise(_pieces(authority), code, given["name"])
    touched = [
        f"{words[:1].lower()}{words[1:]}"
        for name, words in GUIDANCE_WORDS.items()
        if getattr(piece.guidance, name) != given[name]
    ]
    if not touched:
        return
    _keep(authority, code, piece.version + 1, given)
    said = f"“{given['name']}” was worded anew: {', '.join(touched)}."
    write_change(authority, SUBJECT, said, by=by, at=at)


def take_out_guidance(
    authority: Authority, code: str, *, shown: int | None, by: Actor, at: datetime
) -> None:
    """Take a piece off the list; its words are kept. Raises NotFound, Stale."""
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    piece = _as_shown(authority, code, shown)
    given = {name: getattr(piece.guidance, name) for name in GUIDANCE_WORDS}
    _keep(authority, code, piece.version + 1, given, removed_at=at)
    write_change(authority, SUBJECT, f"“{given['name']}” was taken out.", by=by, at=at)


def put_back_guidance(authority: Authority, code: str, *, by: Actor, at: datetime) -> None:
    """Put a piece on the list again as it was. Raises NotFound for one that is not taken out.

    Raises NotReady where a piece that came meanwhile is called the same.
    """
    must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    pieces = _pieces(authority)
    gone = {one.guidance.code: one for one in pieces if one.is_taken_out}
    if code not in gone:
        raise NotFound
    piece = gone[code]
    _must_be_called_otherwise(pieces, code, piece.guidance.name)
    given = {name: getattr(piece.guidance, name) for name in GUIDANCE_WORDS}
    _keep(authority, code, piece.version + 1, given)
    write_change(authority, SUBJECT, f"“{given['name']}” was put back.", by=by, at=at)


def _pieces(authority: Authority) -> list[Piece]:
    session = session_of(authority)
    current = session.scalar(current_framework(authority.id))
    return list_guidance(session, authority.id, framework_of(current)) if current else []


def _piece(authority: Authority, code: str) -> Piece:
    for one in _pieces(authority):
        if one.guidance.code == code and not one.is_taken_out:
            return one
    raise NotFound


def _as_shown(authority: Authority, code: str, shown: int | None) -> Piece:
    piece = _piece(authority, code)
    if shown != piece.version:
        raise Stale("this piece of guidance")
    return piece


def _must_be_called_otherwise(pieces: list[Piece], code: str, name: str) -> None:
    """Two pieces of one name could not be told apart."""
    for one in pieces:
        there = one.guidance
        if not one.is_taken_out and there.code != code and there.name.lower() == name.lower():
            raise NotReady(
                f"“{there.name}” is on the list already. Change that one instead", of="name"
            )


def _keep(
    authority: Authority,
    code: str,
    version: int,
    given: Mapping[str, str],
    *,
    removed_at: datetime | None = None,
) -> None:
    row = _row_of(authority, GuidanceWords, code)
    for name in GUIDANCE_WORDS:
        setattr(row, name, given[name])
    row.version, row.removed_at = version, removed_at
    session_of(authority).flush()


def _row_of(authority: Authority, kind: type[Kept], code: str) -> Kept:
    """What is kept of a piece of guidance, or a new row for it."""
    session = session_of(authority)
    found = session.scalar(select(kind).filter_by(authority_id=authority.id, code=code))
    if found is None:
        found = kind(authority_id=authority.id, code=code)
        session.add(found)
    return found
