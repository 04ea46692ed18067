"""What an authority set for itself: its words, its checks of guidance, and who changed what."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.scheme import GuidanceCheck, LetterText, SchemeChange

LATEST: Final = 20


def list_changes(session: Session, authority_id: int, subject: str) -> Sequence[SchemeChange]:
    """The latest lines about one subject, newest first."""
    return session.scalars(
        select(SchemeChange)
        .where(SchemeChange.authority_id == authority_id, SchemeChange.subject == subject)
        .order_by(SchemeChange.changed_at.desc(), SchemeChange.id.desc())
        .limit(LATEST)
    ).all()


def list_own_letters(session: Session, authority_id: int) -> dict[str, LetterText]:
    """The letters that the authority worded itself, by their codes."""
    rows = session.scalars(
        select(LetterText).where(
            LetterText.authority_id == authority_id,
            LetterText.superseded_at.is_(None),
            LetterText.text != "",
        )
    )
    return {one.code: one for one in rows}


def find_letter_text(session: Session, authority_id: int, code: str) -> LetterText | None:
    """The version of a letter that holds now, if it was ever edited."""
    return session.scalar(
        select(LetterText).where(
            LetterText.authority_id == authority_id,
            LetterText.code == code,
            LetterText.superseded_at.is_(None),
        )
    )


def list_guidance_checks(session: Session, authority_id: int) -> dict[str, GuidanceCheck]:
    """When each piece of guidance was last looked at, by its code."""
    rows = session.scalars(select(GuidanceCheck).where(GuidanceCheck.authority_id == authority_id))
    return {one.code: one for one in rows}
