"""Visits as calendars show them: one of a letter, or all of a person, for whom it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from award.domain.calendar_entries import CalendarEntry, title_of, uid_of, uid_of_offer
from award.domain.people import SETTING_ROLES
from award.domain.visits import GONE, VisitState, visit_row
from award.storage.accounts import CalendarFeed, Membership, User
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.visits import Visit
from award.storage.working import has_visitor

DAYS_BACK: Final = 60
MOST: Final = 500
MOST_OFFERS: Final = 3  # as many as a form takes


def entry_of(visit: Visit, setting: Setting, host: str) -> CalendarEntry | None:
    """The visit for a calendar; None while its day is not known. A hidden place is not named."""
    if visit.starts_at is None:
        return None
    hidden = setting.is_hidden
    return CalendarEntry(
        uid=uid_of(visit.id, host),
        sequence=visit.version,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        title=_title(visit, setting),
        place="" if hidden else visit.place,
        words="" if hidden else visit.arrival,
        is_cancelled=visit.state in GONE,
    )


def entries_of(visit: Visit, setting: Setting, host: str) -> list[CalendarEntry]:
    """The visit for a letter's file, with the moments that were offered for it.

    While none is chosen each stands as a maybe; from then on, or once the visit is off, they are
    struck out again. So is what stood before other moments were offered.
    """
    entry = entry_of(visit, setting, host)
    maybes = visit.offered if visit.state is VisitState.PROPOSED else []
    before = MOST_OFFERS if visit.version > 1 else 0
    moments = [datetime.fromisoformat(one) for one in visit.offered]
    offers = [
        CalendarEntry(
            uid=uid_of_offer(visit.id, place, host),
            sequence=visit.version,
            starts_at=moments[min(place, len(moments)) - 1],
            minutes=visit.minutes,
            title=f"Offered: {_title(visit, setting)}",
            place="" if setting.is_hidden else visit.place,
            is_cancelled=place > len(maybes),
            is_offer=True,
        )
        for place in range(1, max(len(moments), before) + 1)
        if moments
    ]
    if entry is None and before and offers:
        gone = replace(offers[0], uid=uid_of(visit.id, host), title=_title(visit, setting))
        entry = replace(gone, is_cancelled=True, is_offer=False)
    return ([entry] if entry else []) + offers


def _title(visit: Visit, setting: Setting) -> str:
    return title_of(visit_row(visit.kind).name, setting.name, is_hidden=setting.is_hidden)


def find_feed_user(session: Session, digest: str) -> User | None:
    """Whose live address this is; None for one that was renewed, stopped, or never was."""
    return session.scalar(
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(
            CalendarFeed.digest == digest,
            CalendarFeed.ended_at.is_(None),
            User.ended_at.is_(None),
        )
    )


def find_feed(session: Session, user_id: int) -> CalendarFeed | None:
    """The person's live address, of which only the digest is known."""
    return session.scalar(
        select(CalendarFeed).where(CalendarFeed.user_id == user_id, CalendarFeed.ended_at.is_(None))
    )


def list_entries(
    session: Session, user_id: int, *, host: str, at: datetime
) -> Sequence[CalendarEntry]:
    """The visits that a person makes or receives, as their roles are now; soonest first.

    A role that has ended takes its visits along. What was cancelled stays, marked.
    """
    rows = session.execute(
        select(Visit, Setting)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.superseded_at.is_(None),
            Visit.state != VisitState.PROPOSED,
            Visit.starts_at > at - timedelta(days=DAYS_BACK),
            or_(_is_visitor(user_id), _is_visited(user_id)),
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST)
    )
    entries = (entry_of(visit, setting, host) for visit, setting in rows)
    return [one for one in entries if one is not None]


def _is_visitor(user_id: int) -> ColumnElement[bool]:
    """The person makes the visit, and still works on the journey in that part."""
    return and_(Visit.visitor_id == user_id, has_visitor())


def _is_visited(user_id: int) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == user_id,
        Membership.setting_id == Journey.setting_id,
        Membership.role.in_(SETTING_ROLES),
        Membership.ended_at.is_(None),
    )
