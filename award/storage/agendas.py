"""What a panel day has before it, journeys in their order; and the ceremony that follows it."""

from datetime import datetime, time

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


class Ceremony(Owned):
    """What is planned for the day on which the awards of a panel day are announced.

    ``before`` and ``after`` are what happens around the handing over, and ``guests`` who was
    invited besides the settings' own people: each a line of its own.
    """

    __tablename__ = "ceremonies"
    __table_args__ = (within("rounds", "round_id"), UniqueConstraint("round_id"))

    round_id: Mapped[int]
    begins_at: Mapped[time | None]
    where: Mapped[str] = mapped_column("place", default="")
    before: Mapped[str] = mapped_column("what_comes_before", Text, default="")
    after: Mapped[str] = mapped_column("what_comes_after", Text, default="")
    guests: Mapped[str] = mapped_column(Text, default="")
