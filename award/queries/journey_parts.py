"""What a journey holds, for those who read it whole: visits, appeals, the award, one's own part."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.queries.journeys import closed_judges
from award.storage.awards import Award
from award.storage.decisions import Appeal
from award.storage.journeys import Journey
from award.storage.visits import Visit


def find_visit(session: Session, actor: Actor, journey: Journey, visit_id: int) -> Visit | None:
    """A visit of this journey; none of a judge who is closed to the actor."""
    return session.scalar(
        select(Visit)
        .where(
            Visit.id == visit_id,
            Visit.journey_id == journey.id,
            Visit.authority_id == actor.authority_id,
            Visit.visitor_id.not_in(closed_judges(journey, actor)),
        )
        .options(selectinload(Visit.notes))
    )


def list_appeals(session: Session, actor: Actor, journey: Journey) -> Sequence[Appeal]:
    """The appeals of a journey, the newest first."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.journey_id == journey.id, Appeal.authority_id == actor.authority_id)
        .order_by(Appeal.lodged_at.desc(), Appeal.id.desc())
    ).all()


def find_award_of(session: Session, actor: Actor, journey: Journey) -> Award | None:
    """The award that came of a journey."""
    return session.scalar(
        select(Award).where(
            Award.journey_id == journey.id, Award.authority_id == actor.authority_id
        )
    )
