"""Sends a letter that a coordinator wrote to a quiet setting, and writes it down."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select

from award.actions.moves import must_be_at, take_step
from award.actions.telling import Recipient, recipients
from award.domain.letters import Addressee
from award.domain.lifecycle import is_open
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady
from award.storage.accounts import User
from award.storage.db import must_be_held, session_of
from award.storage.journeys import History, Journey

NUDGE: Final = "nudge"


def receivers(journey: Journey, *, at: datetime) -> list[Recipient]:
    """Who gets it: the lead, or whoever approves where no letter reaches a lead."""
    leads = recipients(journey, Addressee.LEAD, at=at)
    lost = set(
        session_of(journey).scalars(
            select(User.email).where(
                User.email.in_([one.email for one in leads]), User.bounced_at.is_not(None)
            )
        )
    )
    reached = [one for one in leads if one.email not in lost]
    return reached or recipients(journey, Addressee.HEAD, at=at)


def nudge(
    journey: Journey, *, subject: str, words: str, version: int | None, by: Actor, at: datetime
) -> History | None:
    """Write the letter to whoever is reached there, and a line of history; it goes once.

    ``version`` is the journey's as the page showed it. Sent again from the same page, nothing
    more is written and None comes back. It does not count as activity of the setting. Raises
    Stale where something else happened meanwhile, NotReady without words or anybody to write to.
    """
    must_be_held(journey)
    if by.role is not Role.COORDINATOR or not is_open(journey.stage):
        raise NotAllowed("Only a coordinator writes to a setting whose journey is under way.")
    to = receivers(journey, at=at)
    line = f"To {_names(to)}: {' '.join(subject.split())}"
    if version is not None and version != journey.version and _has_gone(journey, line, by):
        return None
    must_be_at(journey, version)
    missing = [] if subject.strip() else ["Write what the letter is about"]
    missing += [] if words.strip() else ["Write a line or two"]
    if not to:
        missing.append("Invite somebody first: nobody at the setting has an e-mail address")
    if missing:
        raise NotReady(*missing)
    fields = {"sender": by.name, "subject": " ".join(subject.split()), "words": words.strip()}
    return take_step(
        journey, NUDGE, by=by, at=at, words=line, fields=fields, people={Addressee.PERSON: to}
    )


def _names(to: Iterable[Recipient]) -> str:
    return ", ".join(one.name or one.email for one in to)


def _has_gone(journey: Journey, line: str, by: Actor) -> bool:
    """Whether just this letter was the last thing that happened."""
    last = session_of(journey).scalar(
        select(History)
        .where(History.journey_id == journey.id)
        .order_by(History.number.desc())
        .limit(1)
    )
    return last is not None and (last.what, last.words, last.by_id) == (NUDGE, line, by.user_id)
