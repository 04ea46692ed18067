"""The letter that answers who asked to take part: which it is, and who wrote it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import ScalarSelect, String, cast, literal, select
from sqlalchemy.orm import Session

from award.storage.accounts import Enquiry, User
from award.storage.letters import Letter, LetterState

REPLY: Final = "enquiry_answered"
_BEFORE_NUMBER: Final = f"{REPLY}:"


def reply_key(enquiry_id: int) -> str:
    """The key under which the reply to an enquiry is written, once."""
    return f"{_BEFORE_NUMBER}{enquiry_id}"


def find_reply(session: Session, enquiry: Enquiry) -> Letter | None:
    """The reply to an enquiry; None where nobody has written one."""
    return session.scalar(select(Letter).where(Letter.unique_key == reply_key(enquiry.id)))


def replies_to(session: Session, enquiries: Iterable[Enquiry]) -> dict[int, Letter]:
    """The replies to these enquiries, by the enquiry's number."""
    keys = {reply_key(one.id): one.id for one in enquiries}
    found = session.scalars(select(Letter).where(Letter.unique_key.in_(keys)))
    return {keys[one.unique_key]: one for one in found}


def replied_at() -> ScalarSelect[datetime]:
    """When the reply to an enquiry was written, for a question about enquiries; none if refused."""
    return (
        select(Letter.written_at)
        .where(
            Letter.unique_key == literal(_BEFORE_NUMBER) + cast(Enquiry.id, String),
            Letter.state != LetterState.REFUSED,
        )
        .correlate(Enquiry)
        .scalar_subquery()
    )


def writer_of(session: Session, letter: Letter) -> User | None:
    """Who wrote a reply in their own name; None for every other letter."""
    if letter.code != REPLY:
        return None
    number = letter.unique_key.removeprefix(_BEFORE_NUMBER)
    if not number.isdecimal():
        return None
    wrote = select(User).join(Enquiry, Enquiry.answered_by_id == User.id)
    return session.scalar(wrote.where(Enquiry.id == int(number)))
