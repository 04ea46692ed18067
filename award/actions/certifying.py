"""Asks for certificates, and writes the award's own history."""

from datetime import datetime

from sqlalchemy import select

from award.actions.telling import queue
from award.domain.award_moves import AwardState
from award.domain.people import Actor
from award.storage.awards import Award, AwardHistory, Certificate
from award.storage.db import session_of


def write_award_history(
    award: Award,
    what: str,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    went: tuple[AwardState | None, AwardState | None] = (None, None),
) -> AwardHistory:
    """Add a line to the award's own history."""
    line = AwardHistory(
        authority_id=award.authority_id,
        award_id=award.id,
        what=what,
        came_from=went[0],
        went_to=went[1],
        by_id=by.user_id,
        by_name=by.name,
        role=by.role,
        at=at,
        words=words,
    )
    session_of(award).add(line)
    return line


def ask_for_certificate(award: Award, *, at: datetime) -> Certificate:
    """A certificate to be rendered by the worker; an earlier one is marked as replaced."""
    session = session_of(award)
    earlier = session.scalars(
        select(Certificate).where(Certificate.award_id == award.id).order_by(Certificate.number)
    ).all()
    for one in earlier:
        one.replaced_at = one.replaced_at or at
    certificate = Certificate(
        authority_id=award.authority_id,
        award_id=award.id,
        number=len(earlier) + 1,
        name=award.name,
        asked_at=at,
    )
    session.add(certificate)
    session.flush()
    queue(
        session,
        "render_certificate",
        {"certificate_id": certificate.id},
        key=f"certificate:{certificate.id}",
        at=at,
    )
    return certificate
