"""Awards in the order in which they end, for who may extend them."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from award.domain.award_moves import LIVE, AwardState
from award.domain.people import Actor
from award.queries.lists import Page, page_of
from award.queries.papers import untied
from award.queries.words import has_words
from award.storage.awards import Award
from award.storage.journeys import Journey
from award.storage.settings import Setting


def list_awards_by_end(
    session: Session, actor: Actor, today: date, *, search: str = "", most: int
) -> tuple[list[Award], int]:
    """The awards in force that have not ended, those that end first; and how many there are."""
    query = (
        select(Award, func.count().over())
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Award.authority_id == actor.authority_id,
            Award.state == AwardState.IN_FORCE,
            Award.valid_until >= today,
        )
    )
    if search:
        query = query.where(has_words(search, Setting.name))
    rows = session.execute(
        query.options(contains_eager(Award.setting))
        .order_by(Award.valid_until, Setting.name, Award.id)
        .limit(most)
    ).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def list_awards_of_panel(
    session: Session, actor: Actor, today: date, *, search: str = "", page: int = 1
) -> Page[Award]:
    """One page of what settings hold, those that end first, where nothing binds the member.

    A panel member extends an award once more, or proposes to suspend it.
    """
    query = (
        select(Award)
        .join(Setting, Setting.id == Award.setting_id)
        .where(
            Award.authority_id == actor.authority_id,
            Award.state.in_(LIVE),
            Award.grace_until >= today,
            untied(actor, Award.setting_id, Award.journey_id),
        )
        .options(contains_eager(Award.setting))
    )
    if search:
        query = query.where(has_words(search, Setting.name))
    return page_of(session, query, Award.valid_until, Setting.name, Award.id, page=page)


def find_renewing(session: Session, awards: Iterable[Award]) -> frozenset[int]:
    """Which of these awards' settings have a journey under way, so that grace holds for them."""
    numbers = [one.setting_id for one in awards]
    open_now = select(Journey.setting_id).where(
        Journey.setting_id.in_(numbers), Journey.ended_at.is_(None)
    )
    return frozenset(session.scalars(open_now))


def list_awards_with(session: Session, actor: Actor, numbers: Collection[int]) -> list[Award]:
    """These awards of the actor's authority, whatever became of them, those that end first."""
    return list(
        session.scalars(
            select(Award)
            .join(Setting, Setting.id == Award.setting_id)
            .where(Award.authority_id == actor.authority_id, Award.id.in_(numbers))
            .options(contains_eager(Award.setting))
            .order_by(Award.valid_until, Setting.name, Award.id)
        )
    )
