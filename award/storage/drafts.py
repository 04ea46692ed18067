"""What somebody typed into a form and has not sent yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Numbered

LONGEST_ADDRESS = 500


class Draft(Numbered):
    """One person's words in one form at one address; nobody else is ever shown them.

    ``fields`` are (name, value) in the order of the form. ``version`` counts the savings, so that
    a second tab is noticed; what it took the place of stays in ``earlier``. ``authority_id`` is
    the authority in whose rooms the form stands; a form about one's own account has none.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "address", "form"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    form: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    fields: Mapped[list[Any]] = mapped_column(JSON, default=list)
    saved_at: Mapped[datetime] = mapped_column(index=True)
    earlier: Mapped[list[Any]] = mapped_column(JSON, default=list)
    earlier_saved_at: Mapped[datetime | None]
