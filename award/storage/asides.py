"""What somebody put aside for a few days, to see it again by itself."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Owned


class PutAside(Owned):
    """One thing that waits, put aside by one person in one role until a day.

    ``thing`` names what waits and since when, so that the same wait beginning anew is seen.
    """

    __tablename__ = "put_aside"
    __table_args__ = (UniqueConstraint("membership_id", "thing"),)

    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    thing: Mapped[str]
    put_at: Mapped[datetime]
    until_on: Mapped[date]
