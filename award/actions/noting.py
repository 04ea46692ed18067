"""Notes a call, a conversation, a meeting or an e-mail in two lines, for the authority alone."""

from datetime import datetime
from typing import Final

from award.domain.people import ASSIGNED_ROLES, Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.ties import keeps_away
from award.storage.db import must_be_held, session_of
from award.storage.journeys import ContactNote, Journey
from award.storage.settings import Setting
from award.storage.tied import ties_on

WAYS: Final = {
    "call": "Call",
    "e_mail": "E-mail",
    "in_person": "In person",
    "meeting": "Meeting",
}
TIED: Final = "You have a tie to this setting. Tell the coordinator, who notes what was said."
MAY_NOTE: Final = frozenset({Role.COORDINATOR, *ASSIGNED_ROLES} - {Role.SECOND})


def must_be_free_to_note(about: Journey | Setting, *, by: Actor) -> None:
    """Refuse a note by who writes none, or advises or judges and is tied to the setting.

    Raises NotAllowed.
    """
    if by.role not in MAY_NOTE or by.user_id is None:
        raise NotAllowed("Only the award’s own people write contact notes.")
    if by.role in ASSIGNED_ROLES and isinstance(about, Journey):
        ties = ties_on(session_of(about), about).get(by.user_id, frozenset())
        if keeps_away(ties):
            raise NotAllowed(TIED)


def note_contact(
    about: Journey | Setting,
    *,
    how: str,
    words: str,
    by: Actor,
    at: datetime,
    with_whom: str = "",
) -> ContactNote:
    """Keep a note about a journey, or about a setting where no journey is meant.

    A contact about an open journey counts as activity: the setting is not quiet. Raises NotReady
    without words or for an unknown way, NotAllowed for who may not note.
    """
    must_be_held(about)
    must_be_free_to_note(about, by=by)
    if by.authority_id != about.authority_id:
        raise NotFound
    if how not in WAYS:
        raise NotReady("Choose how you were in touch", of="how")
    if not words.strip():
        raise NotReady("Write a line or two", of="words")
    journey = about if isinstance(about, Journey) else None
    note = ContactNote(
        authority_id=about.authority_id,
        setting_id=journey.setting_id if journey else about.id,
        journey_id=journey.id if journey else None,
        how=how,
        with_whom=with_whom.strip(),
        words=words.strip(),
        by_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    if journey is not None and journey.ended_at is None:
        journey.last_setting_act_at = at
    session_of(about).add(note)
    session_of(about).flush()
    return note
