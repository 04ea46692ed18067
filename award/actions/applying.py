"""The application: what a setting says when it asks to take part, saved as it goes."""

from dataclasses import dataclass
from datetime import datetime

from award.actions.moves import take_step
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, Stale
from award.domain.stages import Stage
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Application, Journey


@dataclass(frozen=True)
class Words:
    """What the application says. Everything may be empty until it is sent."""

    lead_name: str = ""
    lead_email: str = ""
    approver_name: str = ""
    approver_title: str = ""
    approver_email: str = ""
    why: str = ""
    already_done: str = ""
    commitment_ticked: bool = False


def must_be_unsent(journey: Journey) -> None:
    """Refuse changes of an application that was sent. Raises NotAllowed."""
    if journey.stage is not Stage.DRAFT:
        raise NotAllowed("The application has been sent. Ask the coordinator to return it.")


def save_application(
    journey: Journey, words: Words, *, version: int, by: Actor, at: datetime
) -> Application:
    """Keep what was written so far. A later change lets the head's approval fall.

    Raises Stale when somebody else saved in between, NotAllowed after the application was sent.
    """
    must_be_held(journey)
    must_be_unsent(journey)
    said = journey.application
    if said is None:
        raise RuntimeError("A journey is opened with its application.")
    if said.version != version:
        raise Stale("the application")
    before = {name: getattr(said, name) for name in words.__dataclass_fields__}
    after = {name: getattr(words, name) for name in words.__dataclass_fields__}
    if before == after:
        return said
    for name, value in after.items():
        setattr(said, name, value.strip() if isinstance(value, str) else value)
    said.version += 1
    said.changed_at = at
    session_of(journey).flush()
    take_step(journey, "save_application", by=by, at=at)
    return said
