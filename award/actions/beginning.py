"""Puts the first steps of a room away for somebody who does not need them any more."""

from datetime import datetime

from sqlalchemy import update

from award.domain.people import Actor
from award.storage.accounts import Membership
from award.storage.authorities import Authority
from award.storage.db import must_be_held, session_of


def leave_first_steps(authority: Authority, *, by: Actor, at: datetime) -> None:
    """The person, in this role at this authority, is not shown the first steps again."""
    must_be_held(authority)
    session_of(authority).execute(
        update(Membership)
        .where(
            Membership.user_id == by.user_id,
            Membership.role == by.role,
            Membership.authority_id == authority.id,
            Membership.ended_at.is_(None),
        )
        .values(first_steps_left_at=at)
    )
