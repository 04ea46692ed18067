"""Whom a setting can ask: its coordinators, or who covers for them; and the council's address."""

from dataclasses import dataclass

from award.actions.telling import coordinators
from award.adapters import clock
from award.storage.db import db
from award.storage.settings import Setting


@dataclass(frozen=True)
class Asked:
    """Who is there to be asked: a title, those people with their addresses, one for all of them."""

    title: str
    people: list[tuple[str, str]]
    address: str


def whom_to_ask(place: Setting) -> Asked:
    """The coordinators now; where one is away, who covers for them; else the administrators."""
    found = coordinators(db.session(), place.authority_id, path="", at=clock.now())
    title = "Your coordinator" if len(found) == 1 else "Your coordinators"
    return Asked(title, [(one.name, one.email) for one in found], place.authority.contact_email)
