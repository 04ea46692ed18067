"""Help by link: a colleague asked for one criterion, and each piece that came by the link."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned, within


class ColleagueAsk(Owned):
    """Somebody without an account is asked for one criterion. Only the token's digest is kept.

    ``answered_at`` is when something last came by the link, ``answered_name`` who said it was.
    """

    __tablename__ = "colleague_asks"
    __table_args__ = (within("journeys", "journey_id"), UniqueConstraint("id", "authority_id"))

    journey_id: Mapped[int] = mapped_column(index=True)
    criterion: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_by_name: Mapped[str]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_name: Mapped[str] = mapped_column(default="")


class Contribution(Owned):
    """One piece of evidence that came by a link, and who said that they gave it."""

    __tablename__ = "contributions"
    __table_args__ = (
        within("colleague_asks", "ask_id"),
        within("evidence_items", "item_id"),
        UniqueConstraint("item_id"),
    )

    ask_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int]
    by_name: Mapped[str]
    at: Mapped[datetime]
