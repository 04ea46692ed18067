"""Puts a thing that waits for somebody aside for a few days, and brings it back."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from award.domain.people import Actor
from award.domain.putting_aside import why_not_aside
from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import Membership
from award.storage.asides import PutAside
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of


def put_aside(
    membership: Membership,
    thing: str,
    until_on: date,
    *,
    deadlines: Iterable[date],
    by: Actor,
    at: datetime,
) -> None:
    """Leave this until a day, for this person alone; nobody's clock stops by it.

    Raises NotReady for a day that is past or too far, or where its own day is today; NotFound for
    what is not one's own.
    """
    authority_id = _own(membership, by)
    today, days = day_of(at), tuple(deadlines)
    if refusal := why_not_aside(until_on, today=today, deadlines=days):
        raise NotReady(refusal)
    row = _find(membership, thing)
    if row is None:
        row = PutAside(authority_id=authority_id, membership_id=membership.id, thing=thing)
        session_of(membership).add(row)
    row.put_at, row.until_on = at, until_on
    session_of(membership).flush()
    _forget_what_is_over(membership, today)


def bring_back(membership: Membership, thing: str, *, by: Actor) -> None:
    """See this again now. What is not put aside stays as it is."""
    _own(membership, by)
    row = _find(membership, thing)
    if row is not None:
        session_of(membership).delete(row)
        session_of(membership).flush()


def _own(membership: Membership, by: Actor) -> int:
    must_be_held(membership)
    if by.user_id != membership.user_id or membership.authority_id is None:
        raise NotFound
    return membership.authority_id


def _find(membership: Membership, thing: str) -> PutAside | None:
    return session_of(membership).scalar(
        select(PutAside).where(PutAside.membership_id == membership.id, PutAside.thing == thing)
    )


def _forget_what_is_over(membership: Membership, today: date) -> None:
    over = select(PutAside).where(
        PutAside.membership_id == membership.id, PutAside.until_on < today
    )
    for row in session_of(membership).scalars(over).all():
        session_of(membership).delete(row)
