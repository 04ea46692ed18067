"""Every key that ever signed a certificate or a badge: its public half, for who checks later."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from award.storage.db import Numbered, words_of


class Signs(StrEnum):
    """What a key signs."""

    DOCUMENTS = "documents"
    BADGES = "badges"


class SigningKey(Numbered):
    """A key that signed something that we gave out. It is never removed, only followed."""

    __tablename__ = "signing_keys"
    __table_args__ = (UniqueConstraint("signs", "fingerprint"),)

    signs: Mapped[Signs] = mapped_column(words_of(Signs))
    fingerprint: Mapped[str]
    public: Mapped[str] = mapped_column(Text)
    first_used_at: Mapped[datetime]


def remember_key(
    session: Session, signs: Signs, *, fingerprint: str, public: str, at: datetime
) -> None:
    """Keep the public half of a key that signs something in this change; once is enough."""
    if fingerprint in list_fingerprints(session, signs):
        return
    try:
        with session.begin_nested():
            session.add(
                SigningKey(signs=signs, fingerprint=fingerprint, public=public, first_used_at=at)
            )
            session.flush()
    except IntegrityError:
        pass  # another worker remembered it a moment ago


def list_fingerprints(session: Session, signs: Signs) -> list[str]:
    """What the keys are known by that ever signed such a thing."""
    return list(session.scalars(select(SigningKey.fingerprint).where(SigningKey.signs == signs)))


def list_publics(session: Session, signs: Signs) -> list[str]:
    """The public halves of the keys that ever signed such a thing, the newest first."""
    return list(
        session.scalars(
            select(SigningKey.public)
            .where(SigningKey.signs == signs)
            .order_by(SigningKey.first_used_at.desc(), SigningKey.id.desc())
        )
    )
