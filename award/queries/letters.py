"""The letters that were written about a journey, newest first, and whom some never reached."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.queries.lists import Page, page_of
from award.storage.accounts import Membership, User
from award.storage.journeys import Journey
from award.storage.letters import Letter, LetterState


@dataclass(frozen=True)
class Lost:
    """Letters to a lead of before that came back; ``now`` are the names of those who lead."""

    name: str
    count: int
    now: tuple[str, ...]


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


def list_lost(session: Session, actor: Actor, journey: Journey) -> list[Lost]:
    """Letters that came back from who led at the setting, once others lead there; by whom."""
    led = Membership.setting_id == journey.setting_id, Membership.role == Role.LEAD
    at_lead = select(User.email).join(Membership, Membership.user_id == User.id).where(*led)
    leads = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(*led, Membership.ended_at.is_(None), User.bounced_at.is_(None))
        .order_by(User.id)
    ).all()
    now = [one.email for one in leads]
    if not now:
        return []
    rows = session.execute(
        select(Letter.to_name, func.count())
        .where(
            Letter.journey_id == journey.id,
            Letter.authority_id == actor.authority_id,
            Letter.state == LetterState.REFUSED,
            Letter.to_email.in_(at_lead),
            Letter.to_email.not_in(now),
        )
        .group_by(Letter.to_name, Letter.to_email)
        .order_by(Letter.to_name)
    )
    names = tuple(one.name for one in leads)
    return [Lost(name, count, names) for name, count in rows]
