"""Finds what was sent last to an address; a digest is all that it is asked by."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.storage.taken_forms import TakenForm


def find_taken_form(session: Session, place: str) -> TakenForm | None:
    """The form that was taken last from this browser at this address."""
    return session.scalar(select(TakenForm).where(TakenForm.place == place))
