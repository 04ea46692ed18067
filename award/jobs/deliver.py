"""Sends a letter that waits, and notes what became of it."""

from datetime import datetime
from email.message import EmailMessage
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.reminding import tell_lead_is_lost
from award.actions.telling import LINK
from award.adapters.mail import AddressRefused, letter_message
from award.jobs.calendar_files import calendar_file_of
from award.jobs.means import Means
from award.storage.accounts import User
from award.storage.db import writing
from award.storage.letters import Letter, LetterState

# Their link lets whoever holds it in, so it is not kept once the letter has gone.
KEYS_IN_LINK: Final = frozenset({"password_reset", "invitation", "invitation_to_authority"})


def deliver_letter(means: Means, letter_id: int, *, at: datetime) -> None:
    """Send one letter; nothing happens to one that has gone or was refused.

    Its message id is the row's, so that a letter sent again after a crash is seen to be the
    same. Raises MailTrouble where it is worth trying again.
    """
    with means.sessions() as session:
        letter = session.get(Letter, letter_id)
        if letter is None or letter.state is not LetterState.WAITING:
            return
        email, text = letter.to_email, letter.body.replace(LINK, means.address_of(letter.path))
        subject, message_id, written_at = letter.subject, letter.message_id, letter.written_at
        calendar = calendar_file_of(session, letter)
    trouble = ""
    try:
        message = _message(means, email, subject, text, message_id=message_id, at=written_at)
        if calendar is not None:
            message.add_attachment(
                calendar, maintype="text", subtype="calendar", filename="visit.ics"
            )
        means.mailer.send(message)
    except AddressRefused as refusal:
        trouble = str(refusal)
    with means.sessions() as session, writing(session):
        _note(session, letter_id, trouble, at=at)


def _message(
    means: Means, email: str, subject: str, text: str, *, message_id: str, at: datetime
) -> EmailMessage:
    return letter_message(
        email, subject, text, sender=means.sender, message_id=f"<{message_id}>", at=at
    )


def _note(session: Session, letter_id: int, trouble: str, *, at: datetime) -> None:
    """Write down that the letter has gone, or that its address was refused, and tell of that."""
    letter = session.get(Letter, letter_id, with_for_update=True)
    if letter is None or letter.state is not LetterState.WAITING:
        return
    user = session.scalar(
        select(User).where(User.email == letter.to_email.lower()).with_for_update()
    )
    if not trouble:
        letter.state, letter.sent_at, letter.trouble = LetterState.SENT, at, ""
        letter.path = "" if letter.code in KEYS_IN_LINK else letter.path
        if user is not None:
            user.bounced_at = None
        return
    letter.state, letter.trouble = LetterState.REFUSED, trouble
    if user is not None and user.bounced_at is None:
        user.bounced_at = at
        tell_lead_is_lost(session, user, at=at)
