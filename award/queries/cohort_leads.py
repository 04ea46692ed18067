"""The leads of a cohort: who leads already, who came by the invitation, whom letters miss."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.domain.people import Role
from award.queries.cohorts import places_of
from award.storage.accounts import Invitation, Membership, User
from award.storage.cohorts import Cohort, CohortPlace


@dataclass(frozen=True)
class Reached:
    """Somebody who leads at a setting, or is invited to: what stands in the way of a letter.

    ``link_until`` is the day of an invitation that was not followed; None for who has come.
    ``leads_already``: the person named in the cohort leads here, so that no invitation goes out.
    """

    leads_already: bool = False
    bounced_at: datetime | None = None
    link_until: datetime | None = None


def list_reached(session: Session, cohort: Cohort) -> list[tuple[CohortPlace, Reached | None]]:
    """The settings of a cohort by name, each with its lead or the invitation that waits.

    None where nobody leads it, and nobody is invited to. One query.
    """
    leads = (
        select(func.count(User.id))
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == CohortPlace.setting_id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .correlate(CohortPlace)
    )
    bounced = leads.with_only_columns(func.max(User.bounced_at))
    waiting = (
        select(func.max(Invitation.expires_at))
        .where(
            Invitation.setting_id == CohortPlace.setting_id,
            Invitation.email == CohortPlace.lead_email,
            Invitation.role == Role.LEAD,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .correlate(CohortPlace)
    )
    rows = session.execute(
        places_of(cohort).add_columns(
            leads.scalar_subquery(),
            leads.where(User.bounced_at.is_(None)).scalar_subquery(),
            bounced.scalar_subquery(),
            waiting.scalar_subquery(),
            leads.where(User.email == CohortPlace.lead_email).scalar_subquery(),
        )
    )
    return [(place, _reached(*found)) for place, *found in rows]


def _reached(
    known: int, well: int, bounced_at: datetime | None, until: datetime | None, named: int
) -> Reached | None:
    if until is not None and not named:
        return Reached(link_until=until)
    if not known:
        return None
    return Reached(bool(named), bounced_at=None if well else bounced_at)
