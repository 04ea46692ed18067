"""The pairs of judgements by which two judges are compared, for whoever may see them."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.calibration import Pair
from award.domain.frameworks import SCALE, Framework
from award.domain.people import Actor, Role
from award.domain.terms import Term, terms_through
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement
from award.storage.days import LONDON, day_of
from award.storage.frameworks import current_framework, framework_of
from award.storage.journeys import Journey

FIRST: Final = aliased(Judgement)
SECOND: Final = aliased(Judgement)


def list_pairs(session: Session, actor: Actor, terms: Sequence[Term]) -> Sequence[Pair]:
    """Each criterion that an assessor and a second judged, of journeys where both are in.

    Those that came out alike in one term are one row that says how many they are, so that what is
    read does not grow with the journeys. The assessor's judgement is the one that stood when the
    second gave theirs: what was changed afterwards was changed by somebody who had read the other.
    A coordinator sees all of the authority; an assessor only the pairs in which they judged first.
    """
    first, second, given = FIRST, SECOND, Journey.second_done_at
    query = _pairs(actor)
    span = session.execute(query.with_only_columns(func.min(given), func.max(given))).one()
    if span[0] is None or span[1] is None:
        return []
    known = terms_through(day_of(span[0]), day_of(span[1]), terms)
    term = _place_of(known)
    rows = session.execute(
        query.with_only_columns(
            first.criterion, first.by_id, first.judged, second.judged, term, func.count()
        )
        .group_by(first.criterion, first.by_id, first.judged, second.judged, term)
        .order_by(term, first.criterion)
    )
    return [
        Pair(code, by_id, judged, seconded, known[place].starts_on, many)
        for code, by_id, judged, seconded, place, many in rows
    ]


def _place_of(terms: Sequence[Term]) -> ColumnElement[int]:
    """In which of these terms, one after the other, a second judgement came in."""
    ends = [datetime.combine(one.ends_on + timedelta(days=1), time.min, LONDON) for one in terms]
    given = Journey.second_done_at
    before: list[tuple[ColumnElement[bool], ColumnElement[int]]] = [
        (given < end, literal_column(str(place))) for place, end in enumerate(ends)
    ]
    return case(*before, else_=literal_column(str(len(terms) - 1)))


def _pairs(actor: Actor) -> Select[Any]:
    """The judgements of two, criterion by criterion, that the actor may compare."""
    first, second, given = FIRST, SECOND, Journey.second_done_at
    query = (
        select(first.criterion)
        .join(Journey, Journey.id == first.journey_id)
        .join(
            second,
            and_(
                second.journey_id == first.journey_id,
                second.criterion == first.criterion,
                second.judge == Judge.SECOND,
                second.superseded_at.is_(None),
            ),
        )
        .where(
            Journey.authority_id == actor.authority_id,
            given.is_not(None),
            first.judge == Judge.ASSESSOR,
            first.at <= given,
            or_(first.superseded_at.is_(None), first.superseded_at > given),
            first.judged.in_(SCALE),
            second.judged.in_(SCALE),
        )
    )
    if actor.role is not Role.COORDINATOR:
        query = query.where(first.by_id == actor.user_id)
    return query


def framework_now(session: Session, actor: Actor) -> Framework | None:
    """The authority's framework as it reads now: what criteria and points are called."""
    row = session.scalar(current_framework(actor.authority_id or 0))
    return framework_of(row) if row else None


def names_of_assessors(session: Session, pairs: Sequence[Pair]) -> dict[int, str]:
    """What those who judged first are called."""
    ids = {one.assessor_id for one in pairs if one.assessor_id is not None}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {one[0]: one[1] for one in rows}
