"""Finds what somebody typed and has not sent; only ever for the person who typed it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.authorities import Authority
from award.storage.drafts import Draft
from award.storage.settings import Setting


def list_drafts(session: Session, user_id: int, *, since: datetime) -> list[tuple[int, str, str]]:
    """The number, address and form of each draft that this person saved since then."""
    found = session.execute(
        select(Draft.id, Draft.address, Draft.form).where(
            Draft.user_id == user_id, Draft.saved_at >= since
        )
    )
    return [(number, address, form) for number, address, form in found]


def find_draft(session: Session, user_id: int, draft_id: int) -> Draft | None:
    """One draft of this person's own."""
    return session.scalar(select(Draft).where(Draft.id == draft_id, Draft.user_id == user_id))


def find_draft_at(
    session: Session, user_id: int, address: str, form: str, *, since: datetime
) -> Draft | None:
    """What this person left in one form at one address since then."""
    return session.scalar(
        select(Draft).where(
            Draft.user_id == user_id,
            Draft.address == address,
            Draft.form == form,
            Draft.saved_at >= since,
        )
    )


def has_drafts(session: Session, user_id: int, address: str) -> bool:
    """Whether something typed at this address is kept."""
    found = select(Draft.id).where(Draft.user_id == user_id, Draft.address == address)
    return session.scalar(found.limit(1)) is not None


def find_authority_of(session: Session, *, code: str | None, setting_id: int | None) -> int | None:
    """The authority that an address names, by its code or by one of its settings."""
    if code is not None:
        return session.scalar(select(Authority.id).where(Authority.code == code))
    return session.scalar(select(Setting.authority_id).where(Setting.id == setting_id))
