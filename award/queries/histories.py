"""The history of a journey and what was noted beside it, newest first, a page at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.journeys import closed_judges, seconded_blind
from award.queries.lists import PAGE_SIZE, Page, within
from award.storage.journeys import ContactNote, History, Journey

Entry = History | ContactNote


def list_entries(session: Session, actor: Actor, journey: Journey, *, page: int) -> Page[Entry]:
    """One page of history lines and contact notes together."""
    lines = select(literal("line").label("of"), History.id.label("id"), History.at.label("at"))
    notes = select(literal("note"), ContactNote.id, ContactNote.at)
    mine = actor.authority_id
    both = union_all(
        lines.where(History.journey_id == journey.id, History.authority_id == mine),
        notes.where(ContactNote.journey_id == journey.id, ContactNote.authority_id == mine),
    ).subquery()
    total = session.scalar(select(func.count()).select_from(both)) or 0
    number = within(page, total)
    found = session.execute(
        select(both.c.of, both.c.id)
        .order_by(both.c.at.desc(), both.c.of, both.c.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    known: dict[tuple[str, int], Entry] = {}
    for of, row in (("line", History), ("note", ContactNote)):
        ids = [one.id for one in found if one.of == of]
        if ids:
            known |= {(of, one.id): one for one in session.scalars(_with_ids(row, ids))}
    return Page([known[(one.of, one.id)] for one in found], number, total)


def _with_ids(row: type[Entry], ids: Sequence[int]) -> Select[Any]:
    return select(row).where(row.id.in_(ids))


def list_journey_notes(
    session: Session, actor: Actor, journey: Journey, *, page: int = 1
) -> Page[ContactNote]:
    """A page of the contact notes about a journey, but for those of who is closed to the actor."""
    return _paged(session, _notes_of(actor, journey), page)


def list_all_journey_notes(
    session: Session, actor: Actor, journey: Journey
) -> Sequence[ContactNote]:
    """Every contact note about a journey, the newest first, but for those that are closed."""
    found = _notes_of(actor, journey).order_by(ContactNote.at.desc(), ContactNote.id.desc())
    return session.scalars(found).all()


def _notes_of(actor: Actor, journey: Journey) -> Select[ContactNote]:
    return select(ContactNote).where(
        ContactNote.journey_id == journey.id,
        ContactNote.authority_id == actor.authority_id,
        ContactNote.by_id.not_in(closed_judges(journey, actor)),
    )


def list_notes(
    session: Session, actor: Actor, setting_id: int, *, page: int = 1
) -> Page[ContactNote]:
    """A page of the contact notes about a setting, whichever journey they belong to.

    Who gives the second judgement of a journey reads none of its notes before it is in.
    """
    return _paged(
        session,
        select(ContactNote).where(
            ContactNote.setting_id == setting_id,
            ContactNote.authority_id == actor.authority_id,
            or_(
                ContactNote.journey_id.is_(None),
                ContactNote.journey_id.not_in(seconded_blind(actor.user_id)),
            ),
        ),
        page,
    )


def _paged(session: Session, found: Select[ContactNote], page: int) -> Page[ContactNote]:
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    number = within(page, total)
    rows = session.scalars(
        found.order_by(ContactNote.at.desc(), ContactNote.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, number, total)
