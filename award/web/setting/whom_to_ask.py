"""Whom a setting can ask: its coordinators, or who covers for them; who advises and assesses it."""

from dataclasses import dataclass
from typing import Final

from award.actions.telling import coordinators, recipients
from award.adapters import clock
from award.domain.letters import Addressee
from award.domain.stages import CLOSED
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.settings import Setting

# The second judges for themselves: nobody asks them.
PARTS: Final = ((Addressee.ADVISER, "your adviser"), (Addressee.ASSESSOR, "your assessor"))


@dataclass(frozen=True)
class Asked:
    """Who is there to be asked: a title, those people with what they are, where that is not the
    title, and their addresses; one address for all of them."""

    title: str
    people: list[tuple[str, str, str]]
    address: str


def whom_to_ask(place: Setting, journey: Journey | None = None) -> Asked:
    """The coordinators now; where one is away, who covers for them; else the administrators.

    Of a journey that is open also its adviser and its assessor, once there are any.
    """
    now, mail = clock.now(), place.authority.contact_email
    found = coordinators(db.session(), place.authority_id, path="", at=now)
    parts = PARTS if journey is not None and journey.stage not in CLOSED else ()
    others = [
        (one.name, part, one.email)
        for addressee, part in parts
        if journey is not None
        for one in recipients(journey, addressee, at=now)
    ]
    if others:
        named = [(one.name, "your coordinator", one.email) for one in found]
        return Asked("Whom you can ask", named + others, mail)
    title = "Your coordinator" if len(found) == 1 else "Your coordinators"
    return Asked(title, [(one.name, "", one.email) for one in found], mail)
