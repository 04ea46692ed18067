"""A person's private calendar address: made, renewed, stopped."""

from datetime import datetime

from sqlalchemy import select

from award.storage.accounts import CalendarFeed, User
from award.storage.db import must_be_held, session_of


def renew_feed(user: User, *, digest: str, at: datetime) -> CalendarFeed:
    """Give the person a new address, known by its digest alone; the one before ends at once."""
    stop_feed(user, at=at)
    feed = CalendarFeed(user_id=user.id, digest=digest, created_at=at)
    session_of(user).add(feed)
    session_of(user).flush()
    return feed


def stop_feed(user: User, *, at: datetime) -> None:
    """End the person's address; where there is none, nothing happens."""
    must_be_held(user)
    session = session_of(user)
    live = session.scalar(
        select(CalendarFeed).where(CalendarFeed.user_id == user.id, CalendarFeed.ended_at.is_(None))
    )
    if live is not None:
        live.ended_at = at
        session.flush()
