"""Names who stands in for a coordinator who is away, and for which days."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from award.actions.telling import Recipient, write_letter
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority, Cover
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of

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

    Raises NotReady for days that are over or out of order, for somebody who stands in for
    themselves, and for anybody who is not a coordinator of this authority.
    """
    must_be_held(authority)
    if by.role not in MAY_NAME:
        raise NotAllowed("Only a coordinator or an administrator names a cover.")
    if by.authority_id not in (None, authority.id):
        raise NotFound
    missing = _missing_days(from_on, until_on, day_of(at))
    missing += _missing_people(authority, user_id, cover_user_id)
    if missing:
        raise NotReady(*missing)
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


def _missing_days(from_on: date, until_on: date, today: date) -> list[str]:
    missing = ["Let the last day come after the first"] if until_on < from_on else []
    return missing + (["Choose days that are not over"] if until_on < today else [])


def _missing_people(authority: Authority, user_id: int, cover_user_id: int) -> list[str]:
    known = set(
        session_of(authority).scalars(
            select(Membership.user_id).where(
                Membership.authority_id == authority.id,
                Membership.role == Role.COORDINATOR,
                Membership.ended_at.is_(None),
            )
        )
    )
    missing = ["Choose somebody else to stand in"] if user_id == cover_user_id else []
    known_both = {user_id, cover_user_id} <= known
    return missing + ([] if known_both else ["Choose two of the authority’s coordinators"])


def end_cover(authority: Authority, cover_id: int, *, by: Actor) -> None:
    """Take a cover back: letters go to the coordinator again."""
    must_be_held(authority)
    row = session_of(authority).get(Cover, cover_id)
    if row is None or row.authority_id != authority.id:
        raise NotFound
    if by.role not in MAY_NAME:
        raise NotAllowed("Only a coordinator or an administrator ends a cover.")
    session_of(authority).delete(row)


def _tell(authority: Authority, row: Cover, *, at: datetime) -> None:
    session = session_of(authority)
    stands_in = session.get_one(User, row.cover_user_id)
    fields = {
        "from_on": long_day(row.from_on),
        "until_on": long_day(row.until_on),
    }
    write_letter(
        session,
        "cover_named",
        Recipient(stands_in.email, stands_in.name, f"/{authority.code}/coordinator"),
        authority=authority,
        at=at,
        key=f"cover:{row.id}",
        fields=fields,
    )
