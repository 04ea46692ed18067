"""Awards in the order in which they end, for who may extend them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from award.domain.award_moves import AwardState
from award.domain.people import Actor
from award.storage.awards import Award
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
        query = query.where(Setting.name.icontains(search, autoescape=True))
    rows = session.execute(
        query.options(contains_eager(Award.setting))
        .order_by(Award.valid_until, Setting.name, Award.id)
        .limit(most)
    ).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


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
