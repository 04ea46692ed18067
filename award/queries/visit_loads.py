"""What each visitor has before them, and how often each was at one setting: to assign by."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Actor
from award.domain.visits import COMING, GONE, VisitState
from award.storage.days import day_of
from award.storage.journeys import Journey
from award.storage.visits import Visit


@dataclass(frozen=True)
class VisitLoad:
    """Visits that somebody is still to make or to write up; those made to one setting."""

    ahead: int = 0
    to_write: int = 0
    here: int = 0
    last_here_on: date | None = None


def visit_loads(
    session: Session, actor: Actor, setting_id: int, *, at: datetime
) -> dict[int, VisitLoad]:
    """By visitor, for the actor's authority. Two questions, however many visits there are."""
    found: dict[int, VisitLoad] = {}
    states = session.execute(
        select(Visit.visitor_id, Visit.state, func.count())
        .where(
            Visit.authority_id == actor.authority_id,
            Visit.superseded_at.is_(None),
            Visit.state.in_((*COMING, VisitState.DONE)),
        )
        .group_by(Visit.visitor_id, Visit.state)
    )
    for user_id, state, count in states:
        one = found.get(user_id, VisitLoad())
        ahead = count if state in COMING else 0
        found[user_id] = replace(
            one, ahead=one.ahead + ahead, to_write=one.to_write + count - ahead
        )
    made = session.execute(
        select(Visit.visitor_id, func.count(), func.max(Visit.starts_at))
        .join(Journey, Journey.id == Visit.journey_id)
        .where(
            Visit.authority_id == actor.authority_id,
            Journey.setting_id == setting_id,
            Visit.state.not_in(GONE),
            Visit.starts_at <= at,
        )
        .group_by(Visit.visitor_id)
    )
    for user_id, count, last in made:
        one = found.get(user_id, VisitLoad())
        found[user_id] = replace(one, here=count, last_here_on=day_of(last) if last else None)
    return found
