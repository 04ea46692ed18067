"""Sends a letter that waits, and notes what became of it."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.reminding import tell_lead_is_lost
from award.adapters.letters import SCHEME, LetterPage, drawn_letter, plain_letter
from award.adapters.mail import AddressRefused, attach_calendar, letter_message
from award.domain.brand import USUAL
from award.domain.letter_pages import may_ask, why_told
from award.jobs.calendar_files import calendar_file_of
from award.jobs.means import Means
from award.storage.accounts import User
from award.storage.authorities import Authority
from award.storage.db import writing
from award.storage.enquiry_replies import writer_of
from award.storage.letters import Letter, LetterState
from award.storage.settings import Setting
from award.storage.working import is_working

# A link to one of these lets in whoever holds it, so it is not kept once its letter has gone.
LETS_IN: Final = ("/approve/", "/colleague/", "/invitation/", "/new-address/", "/reset-password/")
# Only who is asked to approve and has not answered is reminded by the very same link.
LED_BY_AGAIN: Final = frozenset({"approval_asked"})


def deliver_letter(means: Means, letter_id: int, *, at: datetime) -> None:
    """Send one letter; nothing happens to one that has gone or was refused.

    Its message id is the row's, so that a letter sent again after a crash is seen to be the
    same. Raises MailTrouble where it is worth trying again.
    """
    with means.sessions() as session:
        letter = session.get(Letter, letter_id)
        if letter is None or letter.state is not LetterState.WAITING:
            return
        email, message_id, written_at = letter.to_email, letter.message_id, letter.written_at
        page = page_of(session, letter, means)
        reply_to = _answers_to(session, letter)
        calendar = calendar_file_of(session, letter, means.public_url)
    trouble = ""
    try:
        message = letter_message(
            email,
            page.subject,
            plain_letter(page),
            html=drawn_letter(page),
            sender=means.sender,
            message_id=f"<{message_id}>",
            at=written_at,
            reply_to=reply_to,
        )
        if calendar is not None:
            attach_calendar(message, calendar)
        means.mailer.send(message)
    except AddressRefused as refusal:
        trouble = str(refusal)
    with means.sessions() as session, writing(session):
        _note(session, letter_id, trouble, at=at)


def page_of(session: Session, letter: Letter, means: Means) -> LetterPage:
    """The letter with whose it is, why it came, and the whole address of its link."""
    owner = session.get(Authority, letter.authority_id) if letter.authority_id else None
    name = owner.name if owner else SCHEME
    setting = session.get(Setting, letter.setting_id) if letter.setting_id else None
    return LetterPage(
        subject=letter.subject,
        body=letter.body,
        button=letter.button,
        address=means.address_of(letter.path),
        authority=name,
        colour=owner.brand_colour if owner else USUAL.teal,
        why=why_told(letter.code, letter.path, name),
        place=setting.name if setting else "",
        contact=_answers_to(session, letter) if may_ask(letter.path) else "",
    )


def _answers_to(session: Session, letter: Letter) -> str:
    """Where answers to a letter are read; empty where nobody names an address.

    A letter in somebody's own name goes back to them while they work there, every other to the
    council that sends it.
    """
    writer = writer_of(session, letter)
    if writer and letter.authority_id and is_working(session, writer.id, letter.authority_id):
        return writer.email
    owner = session.get(Authority, letter.authority_id) if letter.authority_id else None
    return owner.contact_email if owner else ""


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
        if letter.path.startswith(LETS_IN) and letter.code not in LED_BY_AGAIN:
            letter.path = ""
        if user is not None:
            user.bounced_at = None
        return
    letter.state, letter.trouble = LetterState.REFUSED, trouble
    if user is not None and user.bounced_at is None:
        user.bounced_at = at
        tell_lead_is_lost(session, user, at=at)
