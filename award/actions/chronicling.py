"""Writes down who changed what of an authority's scheme, and asks whether they may."""

from datetime import datetime

from award.domain.people import Actor
from award.domain.permissions import May, Situation, allows
from award.domain.refusals import NotAllowed, NotFound
from award.storage.authorities import Authority
from award.storage.db import must_be_held, session_of
from award.storage.scheme import SchemeChange


def must_be_allowed(authority: Authority, may: May, *, by: Actor) -> int:
    """Who changes the scheme of an authority: its own coordinator or administrator, by number.

    Raises NotAllowed for anybody else, NotFound for those of another authority.
    """
    must_be_held(authority)
    if by.user_id is None or not allows(may, by.role, Situation()):
        raise NotAllowed("Only a coordinator or an administrator changes the scheme.")
    if by.authority_id != authority.id:
        raise NotFound
    return by.user_id


def write_change(
    authority: Authority, subject: str, words: str, *, by: Actor, at: datetime
) -> None:
    """Add a line to the authority's own history."""
    if by.user_id is None:
        raise NotAllowed("Only somebody with an account changes the scheme.")
    session_of(authority).add(
        SchemeChange(
            authority_id=authority.id,
            subject=subject,
            words=words,
            by_id=by.user_id,
            by_name=by.name,
            changed_at=at,
        )
    )
    session_of(authority).flush()
