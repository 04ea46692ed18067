"""Words letters in the authority's own way, puts the usual words back, and sends a test."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.actions.chronicling import must_be_allowed, write_change
from award.actions.telling import Recipient, write_letter
from award.domain.letter_samples import samples_for
from award.domain.letter_texts import SUBJECT, check_text
from award.domain.letters import Letter, find_letter
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import session_of
from award.storage.scheme import LetterText
from award.storage.sent_texts import usual_text

A_TEST: Final = "Test: "


def reword_letter(
    authority: Authority, code: str, text: str, *, shown: int, by: Actor, at: datetime
) -> LetterText | None:
    """Use this text for a letter from now on; None where nothing is different.

    ``shown`` is the version that the writer saw, 0 for the usual text. The usual text written
    again is the usual text. Raises NotReady for what cannot be sent, Stale for an older page.
    """
    by_id = must_be_allowed(authority, May.PUBLISH_LETTERS, by=by)
    _must_be_sendable(_letter(code), text)
    session = session_of(authority)
    current = _current(session, authority, code)
    if shown != (current.version if current else 0):
        raise Stale("this letter")
    own = "" if text == usual_text(code) else text
    if own == (current.text if current else ""):
        return None
    if current is not None:
        current.superseded_at = at
        session.flush()
    row = LetterText(
        authority_id=authority.id,
        code=code,
        version=_last_version(session, authority, code) + 1,
        text=own,
        by_id=by_id,
        by_name=by.name,
        written_at=at,
    )
    session.add(row)
    session.flush()
    words = f"Version {row.version}: the words were changed."
    if not own:
        words = f"Version {row.version}: the usual words were put back."
    write_change(authority, f"letter:{code}", words, by=by, at=at)
    return row


def restore_letter(
    authority: Authority, code: str, *, shown: int, by: Actor, at: datetime
) -> LetterText | None:
    """Put the usual words of a letter back."""
    _letter(code)
    return reword_letter(authority, code, usual_text(code), shown=shown, by=by, at=at)


def send_test(authority: Authority, code: str, text: str, *, by: Actor, at: datetime) -> bool:
    """Send a letter with these words to whoever asks; False where one went this minute.

    Raises NotReady for what cannot be sent.
    """
    by_id = must_be_allowed(authority, May.EDIT_LETTERS, by=by)
    letter = _letter(code)
    _must_be_sendable(letter, text)
    session = session_of(authority)
    person = session.get_one(User, by_id)
    sent = write_letter(
        session,
        code,
        Recipient(person.email, person.name, f"/{authority.code}/coordinator/letter-texts/{code}"),
        authority=authority,
        at=at,
        key=f"test:{authority.id}:{code}:{by_id}:{at:%Y%m%d%H%M}",
        fields=samples_for(letter, authority=authority.name),
        text=text.replace(f"{SUBJECT} ", f"{SUBJECT} {A_TEST}", 1),
    )
    return sent is not None


def _letter(code: str) -> Letter:
    found = find_letter(code)
    if found is None:
        raise NotFound
    return found


def _must_be_sendable(letter: Letter, text: str) -> None:
    faults = check_text(text, letter.fields)
    if faults:
        raise NotReady(*faults)


def _current(session: Session, authority: Authority, code: str) -> LetterText | None:
    return session.scalar(
        select(LetterText).where(
            LetterText.authority_id == authority.id,
            LetterText.code == code,
            LetterText.superseded_at.is_(None),
        )
    )


def _last_version(session: Session, authority: Authority, code: str) -> int:
    query = select(func.max(LetterText.version)).where(
        LetterText.authority_id == authority.id, LetterText.code == code
    )
    return session.scalar(query) or 0
