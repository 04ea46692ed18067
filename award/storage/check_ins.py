"""The yearly check-in of an award: what the setting says, and what the authority answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned, within


class CheckIn(Owned):
    """One year's answer of a setting that holds the award.

    ``asked_on`` is the day of the year on which it was asked; ``changed`` are the codes of what
    is not as it was, ``words`` say more about them, ``help_wanted`` what would help.
    """

    __tablename__ = "check_ins"
    __table_args__ = (within("awards", "award_id"), UniqueConstraint("award_id", "asked_on"))

    award_id: Mapped[int] = mapped_column(index=True)
    asked_on: Mapped[date]
    going: Mapped[str] = mapped_column(Text)
    changed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    words: Mapped[str] = mapped_column(Text, default="")
    help_wanted: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(default="")
    on_behalf: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_by_name: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
