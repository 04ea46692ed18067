"""The text of a letter: the authority's own words, or those that come with the program."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.scheme import LetterText
from award.storage.seeds import seed_text


def usual_text(code: str) -> str:
    """The text of a letter as it comes with the program."""
    return seed_text(f"letters/{code}.txt")


def text_sent(session: Session, authority_id: int | None, code: str) -> str:
    """The text of a letter as it goes out now: the authority's own, or the usual one."""
    found = session.scalar(
        select(LetterText.text).where(
            LetterText.authority_id == authority_id,
            LetterText.code == code,
            LetterText.superseded_at.is_(None),
        )
    )
    return found or usual_text(code)
