"""What was sent last to an address, so that the same is not done twice unnoticed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from award.storage.db import Numbered

LONGEST_ADDRESS = 500


class TakenForm(Numbered):
    """The form that one browser sent last to one address, and where that led.

    It knows neither person nor words: ``place`` is a digest, ``words`` the beginnings of one
    of each answer, ``once`` the mark that the page gave this form, with one of it all.
    """

    __tablename__ = "taken_forms"

    place: Mapped[str] = mapped_column(String(64), unique=True)
    words: Mapped[str] = mapped_column(String(64))
    once: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime] = mapped_column(index=True)
    led_to: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), default="")
