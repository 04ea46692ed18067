"""Who looked at a journey's report before it was shared, and how far that has come."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import LookStanding
from award.storage.assessments import ReportLook


def look_standing(session: Session, journey_id: int) -> LookStanding:
    """Whether a colleague was asked to look at the report, or did; once is enough."""
    rows = session.execute(
        select(ReportLook.answered_at, ReportLook.ended_at).where(
            ReportLook.journey_id == journey_id
        )
    ).all()
    if any(answered is not None for answered, _ in rows):
        return LookStanding.GIVEN
    return LookStanding.ASKED if any(end is None for _, end in rows) else LookStanding.NONE


def lookers(session: Session, journey_id: int) -> list[int]:
    """Everybody to whom the report was open before it was shared."""
    query = select(ReportLook.colleague_id).where(ReportLook.journey_id == journey_id)
    return list(session.scalars(query.distinct()))
