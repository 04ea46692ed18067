"""Who leads and who approves at a setting today, as far as approvals have to know."""

from dataclasses import dataclass

from sqlalchemy import select

from award.domain.people import Role
from award.storage.accounts import Membership, User
from award.storage.db import session_of
from award.storage.journeys import Journey


@dataclass(frozen=True)
class Person:
    """Somebody by name and address; ``user_id`` is None where they have no account here."""

    name: str
    email: str
    user_id: int | None = None


def who_approves(journey: Journey) -> Person | None:
    """Whom an approval is asked of: the head of today, else whom the application names.

    Where several have the part, it is whom the application names among them, else who came last.
    None where nobody can be written to.
    """
    said = journey.application
    named = Person(said.approver_name, said.approver_email.strip()) if said else None
    heads = _with_part(journey, Role.HEAD)
    meant = [one for one in heads if named and one.email == named.email.lower()]
    if meant or heads:
        return (meant or heads)[0]
    return named if named and named.email else None


def who_leads(journey: Journey) -> list[Person]:
    """Whoever leads at the setting today, and whom the application names as the lead."""
    said = journey.application
    named = [Person(said.lead_name, said.lead_email)] if said else []
    return _with_part(journey, Role.LEAD) + named


def _with_part(journey: Journey, role: Role) -> list[Person]:
    """The people with this part at the setting now, who came last first."""
    rows = session_of(journey).execute(
        select(User.name, User.email, User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.setting_id == journey.setting_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(Membership.started_at.desc(), Membership.id.desc())
    )
    return [Person(*row) for row in rows]
