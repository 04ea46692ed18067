"""The letters that were written about a journey, newest first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.queries.lists import Page, page_of
from award.storage.journeys import Journey
from award.storage.letters import Letter


def list_letters(session: Session, actor: Actor, journey: Journey, *, page: int) -> Page[Letter]:
    """One page of what went to whom about a journey."""
    query = select(Letter).where(
        Letter.journey_id == journey.id, Letter.authority_id == actor.authority_id
    )
    return page_of(session, query, Letter.written_at.desc(), Letter.id.desc(), page=page)


def find_letter(session: Session, actor: Actor, journey: Journey, letter_id: int) -> Letter | None:
    """One letter about this journey."""
    return session.scalar(
        select(Letter).where(
            Letter.id == letter_id,
            Letter.journey_id == journey.id,
            Letter.authority_id == actor.authority_id,
        )
    )
