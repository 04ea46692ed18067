"""Letters: written with the change that they tell of, delivered after it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Numbered, words_of


class LetterState(StrEnum):
    """Whether a letter has gone."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Letter(Numbered):
    """An e-mail, waiting or sent. ``unique_key`` keeps the same letter from going twice.

    ``button`` are the words on its link where the letter is shown as a page.
    """

    __tablename__ = "letters"

    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    journey_id: Mapped[int | None] = mapped_column(index=True)
    setting_id: Mapped[int | None] = mapped_column(index=True)
    code: Mapped[str]
    to_email: Mapped[str]
    to_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    button: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    unique_key: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[LetterState] = mapped_column(words_of(LetterState), index=True)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")
