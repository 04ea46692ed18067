"""The letters that were written about a journey, newest first."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.lists import PAGE_SIZE, Page
from award.storage.journeys import Journey
from award.storage.letters import Letter


def list_letters(session: Session, actor: Actor, journey: Journey, *, page: int) -> Page[Letter]:
    """One page of what went to whom about a journey."""
    mine = (Letter.journey_id == journey.id, Letter.authority_id == actor.authority_id)
    total = session.scalar(select(func.count()).select_from(Letter).where(*mine)) or 0
    number = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    rows = session.scalars(
        select(Letter)
        .where(*mine)
        .order_by(Letter.written_at.desc(), Letter.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows, number, total)


def find_letter(session: Session, actor: Actor, journey: Journey, letter_id: int) -> Letter | None:
    """One letter about this journey."""
    return session.scalar(
        select(Letter).where(
            Letter.id == letter_id,
            Letter.journey_id == journey.id,
            Letter.authority_id == actor.authority_id,
        )
    )
