"""The pairs of judgements by which two judges are compared, for whoever may see them."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from award.domain.calibration import Pair
from award.domain.frameworks import SCALE
from award.domain.people import Actor, Role
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Framework
from award.storage.days import day_of
from award.storage.frameworks import framework_of
from award.storage.journeys import Journey


def list_pairs(session: Session, actor: Actor) -> Sequence[Pair]:
    """Each criterion that an assessor and a second judged, of journeys where both are in.

    The assessor's is the one that stood when the second gave theirs: what was changed afterwards
    was changed by somebody who had read the other. A coordinator sees all of the authority; an
    assessor only the pairs in which they judged first.
    """
    first, second = aliased(Judgement), aliased(Judgement)
    given = Journey.second_done_at
    query = (
        select(first.criterion, first.by_id, first.judged, second.judged, given)
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
        .order_by(given, first.criterion)
    )
    if actor.role is not Role.COORDINATOR:
        query = query.where(first.by_id == actor.user_id)
    return [
        Pair(code, by_id, judged, seconded, day_of(at))
        for code, by_id, judged, seconded, at in session.execute(query)
        if at is not None
    ]


def titles_now(session: Session, actor: Actor) -> dict[str, str]:
    """What the criteria of the authority's framework are called now, by their codes."""
    row = session.scalar(
        select(Framework).where(
            Framework.authority_id == actor.authority_id,
            Framework.published_at.is_not(None),
            Framework.superseded_at.is_(None),
        )
    )
    return {one.code: one.title for one in framework_of(row).criteria} if row else {}


def names_of_assessors(session: Session, pairs: Sequence[Pair]) -> dict[int, str]:
    """What those who judged first are called."""
    ids = {one.assessor_id for one in pairs if one.assessor_id is not None}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {one[0]: one[1] for one in rows}
