"""Writes down which form was taken, so that the same form sent twice is done once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from award.storage.taken_forms import LONGEST_ADDRESS, TakenForm

KEPT_FOR: Final = timedelta(days=2)


class SentAlready(Exception):
    """This very form was sent and done before; ``led_to`` is where that led, "" if not known."""

    def __init__(self, at: datetime, led_to: str = "") -> None:
        super().__init__("This was sent already.")
        self.at = at
        self.led_to = led_to


@dataclass(frozen=True)
class Sending:
    """One form as it was sent: from where to where, its words, and the mark of its page."""

    place: str
    words: str
    once: str


def take_form(session: Session, sending: Sending, *, at: datetime) -> None:
    """This form is done by the running change, and by no other. Raises SentAlready."""
    row = session.scalar(_at(sending))
    if row is None:
        row = TakenForm(place=sending.place)
        session.add(row)
    elif (row.words, row.once) == (sending.words, sending.once):
        raise SentAlready(row.taken_at, row.led_to)
    row.words, row.once, row.taken_at, row.led_to = sending.words, sending.once, at, ""
    session.flush()


def lead_on(session: Session, sending: Sending, address: str) -> None:
    """The form that was taken led to this address."""
    row = session.scalar(_at(sending))
    if row is not None and row.once == sending.once and len(address) <= LONGEST_ADDRESS:
        row.led_to = address


def give_back(session: Session, sending: Sending) -> None:
    """The form was refused after all, and may be sent again."""
    session.execute(
        delete(TakenForm).where(TakenForm.place == sending.place, TakenForm.once == sending.once)
    )


def drop_old_forms(session: Session, *, at: datetime) -> None:
    """Nobody goes back to a form of days ago."""
    session.execute(delete(TakenForm).where(TakenForm.taken_at < at - KEPT_FOR))


def _at(sending: Sending) -> Select[TakenForm]:
    return select(TakenForm).where(TakenForm.place == sending.place)
