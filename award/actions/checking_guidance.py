"""Notes that somebody looked whether a piece of guidance is current."""

from datetime import datetime

from sqlalchemy import select

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.storage.authorities import Authority
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.frameworks import current_framework, framework_of
from award.storage.scheme import GuidanceCheck


def check_guidance(authority: Authority, code: str, *, by: Actor, at: datetime) -> GuidanceCheck:
    """Write down that this piece was looked at today. Raises NotFound for one that is not named."""
    by_id = must_be_allowed(authority, May.EDIT_FRAMEWORK, by=by)
    session = session_of(authority)
    current = session.scalar(current_framework(authority.id))
    named = {one.code: one for one in framework_of(current).guidance} if current else {}
    if code not in named:
        raise NotFound
    row = session.scalar(
        select(GuidanceCheck).where(
            GuidanceCheck.authority_id == authority.id, GuidanceCheck.code == code
        )
    )
    if row is None:
        row = GuidanceCheck(authority_id=authority.id, code=code)
        session.add(row)
    row.checked_on, row.by_id, row.by_name = day_of(at), by_id, by.name
    session.flush()
    write_change(authority, "guidance", f"“{named[code].name}” was checked.", by=by, at=at)
    return row
