"""Names who stands in for a coordinator who is away, and for which days."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from award.actions.telling import Recipient, write_letter
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority, Cover
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of

ENOUGH: Final = 2  # coordinators, so that one may stand in for another
LONGEST: Final = timedelta(days=184)  # half a year, whichever half
MAY_NAME: Final = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def name_cover(
    authority: Authority,
    user_id: int,
    cover_user_id: int,
    *,
    from_on: date,
    until_on: date,
    by: Actor,
    at: datetime,
) -> Cover:
    """Let another coordinator stand in: letters and reminders go to them for those days.

    Raises NotReady for days that are over, out of order or more than half a year, for somebody
    who stands in for themselves, for anybody who is not a coordinator of this authority, and
    where somebody stands in already, is away then or stands in for another.
    """
    must_be_held(authority)
    if by.role not in MAY_NAME:
        raise NotAllowed("Only a coordinator or an administrator names a cover.")
    if by.authority_id not in (None, authority.id):
        raise NotFound
    missing = [
        *_missing_days(from_on, until_on, day_of(at)),
        *_missing_people(authority, user_id, cover_user_id),
    ]
    missing = missing or _in_the_way(authority, user_id, cover_user_id, from_on, until_on)
    if missing:
        raise NotReady.together(missing)
    row = Cover(
        authority_id=authority.id,
        user_id=user_id,
        cover_user_id=cover_user_id,
        from_on=from_on,
        until_on=until_on,
        named_at=at,
    )
    session_of(authority).add(row)
    session_of(authority).flush()
    _tell(authority, row, at=at)
    return row


def _missing_days(from_on: date, until_on: date, today: date) -> list[NotReady]:
    missing = []
    if until_on < from_on:
        missing.append(NotReady("Let the last day come after the first", of="until_on"))
    if until_on < today:
        missing.append(NotReady("Choose days that are not over", of="until_on"))
    if until_on - from_on > LONGEST:
        words = "Choose half a year at most, and name them again later if it lasts longer"
        missing.append(NotReady(words, of="until_on"))
    return missing


def _missing_people(authority: Authority, user_id: int, cover_user_id: int) -> list[NotReady]:
    known = set(
        session_of(authority).scalars(
            select(Membership.user_id).where(
                Membership.authority_id == authority.id,
                Membership.role == Role.COORDINATOR,
                Membership.ended_at.is_(None),
            )
        )
    )
    if user_id == cover_user_id:
        return [NotReady("Choose somebody else to stand in", of="cover_user_id")]
    if not {user_id, cover_user_id} <= known:
        return [NotReady("Choose two of the authority’s coordinators")]
    return []


def _in_the_way(
    authority: Authority, user_id: int, cover_user_id: int, from_on: date, until_on: date
) -> list[NotReady]:
    """What of these days is given away already, so that every letter has one who reads it."""
    session = session_of(authority)
    rows = session.scalars(
        select(Cover)
        .where(
            Cover.authority_id == authority.id,
            Cover.from_on <= until_on,
            Cover.until_on >= from_on,
        )
        .order_by(Cover.from_on, Cover.id)
    )
    found = []
    for row in rows:
        away = session.get_one(User, row.user_id).name
        stands_in = session.get_one(User, row.cover_user_id).name
        days = f"from {long_day(row.from_on)} until {long_day(row.until_on)}"
        said = f"{stands_in} stands in for {away} {days}"
        if row.user_id == user_id:
            words = f"{said}. Take that back first, or choose other days"
            found.append(NotReady(words, of="from_on"))
        elif row.user_id == cover_user_id:
            words = f"{away} is away {days}. Choose somebody else, or other days"
            found.append(NotReady(words, of="cover_user_id"))
        elif row.cover_user_id == user_id:
            words = f"{said}. Let somebody else do that first, or choose other days"
            found.append(NotReady(words, of="user_id"))
    return found


def end_cover(authority: Authority, cover_id: int, *, by: Actor, at: datetime) -> None:
    """Take a cover back: letters go to the coordinator again.

    Whoever stood in is told, and whoever was away, unless they did it themselves; of days that
    are over nobody is.
    """
    must_be_held(authority)
    session = session_of(authority)
    row = session.get(Cover, cover_id)
    if row is None or row.authority_id != authority.id:
        raise NotFound
    if by.role not in MAY_NAME:
        raise NotAllowed("Only a coordinator or an administrator ends a cover.")
    if row.until_on >= day_of(at):
        _tell_ended(session, authority, row, by=by, at=at)
    session.delete(row)


def _tell_ended(
    session: Session, authority: Authority, row: Cover, *, by: Actor, at: datetime
) -> None:
    away, stands_in = (session.get_one(User, one) for one in (row.user_id, row.cover_user_id))
    fields = {"away": away.name, "stands_in": stands_in.name, "sender": by.name, **_days(row)}
    for one in (stands_in, away):
        if one.id != by.user_id:
            write_letter(
                session,
                "cover_ended",
                Recipient(one.email, one.name, f"/{authority.code}/coordinator/covers"),
                authority=authority,
                at=at,
                key=f"cover_ended:{_mark_of(row)}:{one.id}",
                fields=fields,
            )


def end_covers_of(session: Session, membership: Membership, *, at: datetime) -> None:
    """End what is left of the covers of somebody who is coordinator here no more.

    Whoever they stood in for is told, so that somebody else can be named.
    """
    if membership.role is not Role.COORDINATOR or membership.authority_id is None:
        return
    authority = session.get_one(Authority, membership.authority_id)
    who = membership.user
    for row in _not_over(session, authority, who.id, day_of(at)):
        if row.cover_user_id == who.id:
            away = session.get_one(User, row.user_id)
            write_letter(
                session,
                "cover_fell",
                Recipient(away.email, away.name, f"/{authority.code}/coordinator/covers"),
                authority=authority,
                at=at,
                key=f"cover_fell:{_mark_of(row)}",
                fields={"stands_in": who.name, **_days(row)},
            )
        session.delete(row)


def _not_over(session: Session, authority: Authority, user_id: int, today: date) -> list[Cover]:
    mine = or_(Cover.user_id == user_id, Cover.cover_user_id == user_id)
    rows = select(Cover).where(Cover.authority_id == authority.id, mine, Cover.until_on >= today)
    return list(session.scalars(rows.order_by(Cover.id)))


def _mark_of(row: Cover) -> str:
    """What no other cover has: its number alone may be that of one that was taken back."""
    return f"{row.id}:{row.named_at.isoformat()}"


def _days(row: Cover) -> dict[str, str]:
    return {"from_on": long_day(row.from_on), "until_on": long_day(row.until_on)}


def _tell(authority: Authority, row: Cover, *, at: datetime) -> None:
    session = session_of(authority)
    stands_in = session.get_one(User, row.cover_user_id)
    away = session.get_one(User, row.user_id)
    write_letter(
        session,
        "cover_named",
        Recipient(stands_in.email, stands_in.name, f"/{authority.code}/coordinator"),
        authority=authority,
        at=at,
        key=f"cover:{_mark_of(row)}",
        fields={"away": away.name, **_days(row)},
    )
