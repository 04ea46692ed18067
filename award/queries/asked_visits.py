"""What waits for a coordinator about the visits that they make beside the first of a journey."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.domain.visits import GONE, VisitKind, VisitState
from award.queries.waits_of_visits import SAID, WROTE, answer_to, answers_to_records, is_put_right
from award.queries.week import NO_DAY
from award.storage.journeys import History, Journey
from award.storage.settings import Setting
from award.storage.visit_offers import offered_by
from award.storage.visits import Visit


def first_visit() -> ScalarSelect[Any]:
    """In a query for journeys: the number of the visit with which each is planned."""
    return (
        select(Visit.id)
        .where(
            Visit.journey_id == Journey.id,
            Visit.kind.in_((VisitKind.INITIAL, VisitKind.RENEWAL)),
            Visit.state.not_in(GONE),
        )
        .order_by(Visit.id.desc())
        .limit(1)
        .correlate(Journey)
        .scalar_subquery()
    )


def last_answer() -> ScalarSelect[Any]:
    """The last line in which a record of a visit was written, shared, or answered."""
    return (
        select(History.id)
        .where(History.journey_id == Journey.id, History.what.in_((*SAID, WROTE)))
        .order_by(History.number.desc())
        .limit(1)
        .correlate(Journey)
        .scalar_subquery()
    )


def own_visit_parts(actor: Actor, at: datetime) -> Sequence[Select[Any]]:
    """A day to choose, a record to write or to share: of visits that the coordinator makes.

    While a setting plans, the turn of its journey speaks of its visit.
    """
    has_begun = and_(
        Visit.state.in_((VisitState.CONFIRMED, VisitState.DONE)), Visit.starts_at <= at
    )
    is_offered = and_(
        Visit.state == VisitState.PROPOSED,
        offered_by(Journey.setting_id),
        Journey.paused_until.is_(None),
    )
    is_written = Visit.state == VisitState.WRITTEN_UP
    return [
        _part("visit_proposed", Visit.proposed_at, actor).where(is_offered),
        _part("visit_to_write", Visit.starts_at, actor).where(has_begun),
        _part("visit_to_share", func.coalesce(Visit.written_up_at, Visit.starts_at), actor).where(
            is_written
        ),
    ]


def _part(what: str, since: Any, actor: Actor) -> Select[Any]:
    return (
        select(literal(what), Setting.name, since, Setting.id, Journey.id, Visit.id, NO_DAY)
        .select_from(Visit)
        .join(Journey, Journey.id == Visit.journey_id)
        .join(Setting, Setting.id == Journey.setting_id)
        .where(
            Visit.authority_id == actor.authority_id,
            Visit.visitor_id == actor.user_id,
            Visit.visitor_role == Role.COORDINATOR,
            Visit.superseded_at.is_(None),
            or_(Journey.ended_at.is_(None), Journey.stage == Stage.AWARDED),
            Journey.stage != Stage.PLANNING,
        )
    )


def answered_at(session: Session, numbers: Sequence[int]) -> dict[int, datetime]:
    """When the settings of these visits said what is not right, where it is not put right yet."""
    if not numbers:
        return {}
    visits = session.scalars(select(Visit).where(Visit.id.in_(numbers))).all()
    said = answers_to_records(session, {one.journey_id for one in visits})
    answers = [(one, answer_to(one, said)) for one in visits if not is_put_right(one, said)]
    return {one.id: answer.at for one, answer in answers if answer is not None}
