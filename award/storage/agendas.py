"""What a panel day has before it: journeys in their order, with what to talk about first."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned, within


class AgendaItem(Owned):
    """One journey on the agenda of a panel day: its place, its minutes, and a word about it."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        within("rounds", "round_id"),
        within("journeys", "journey_id"),
        UniqueConstraint("round_id", "journey_id"),
    )

    round_id: Mapped[int] = mapped_column(index=True)
    journey_id: Mapped[int] = mapped_column(index=True)
    place: Mapped[int]
    minutes: Mapped[int]
    words: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime]
