"""Who leads, advises and assesses in many journeys at once, for lists of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.storage.accounts import Membership, User
from award.storage.journeys import Application, Assignment, AssignmentKind, Journey


@dataclass(frozen=True)
class WhoWorks:
    """The names of who works on a journey; ``leads`` with their addresses. Empty for nobody.

    Where nobody leads so far, it is whom the application names.
    """

    leads: tuple[tuple[str, str], ...] = ()
    adviser: str = ""
    assessor: str = ""


def who_works(session: Session, actor: Actor, journeys: Sequence[Journey]) -> dict[int, WhoWorks]:
    """Who works on each of these journeys of the actor's authority, by the journey's number."""
    leads, named = _leads(session, actor), _named(session, actor)
    parts = who_has_parts(session, actor)
    return {
        one.id: WhoWorks(
            tuple(leads.get(one.setting_id) or named.get(one.id) or ()),
            parts.get((one.id, AssignmentKind.ADVISER), ""),
            parts.get((one.id, AssignmentKind.ASSESSOR), ""),
        )
        for one in journeys
    }


def _leads(session: Session, actor: Actor) -> dict[int | None, list[tuple[str, str]]]:
    """Who leads at each setting, whoever did so first in front."""
    rows = session.execute(
        select(Membership.setting_id, User.name, User.email)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.authority_id == actor.authority_id,
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    found: defaultdict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for setting_id, name, email in rows:
        found[setting_id].append((name, email))
    return found


def _named(session: Session, actor: Actor) -> dict[int, list[tuple[str, str]]]:
    rows = session.execute(
        select(Application.journey_id, Application.lead_name, Application.lead_email).where(
            Application.authority_id == actor.authority_id, Application.lead_name != ""
        )
    )
    return {journey_id: [(name, email)] for journey_id, name, email in rows}


def who_has_parts(session: Session, actor: Actor) -> dict[tuple[int, AssignmentKind], str]:
    """The names of who has a part now, by journey and part, in the actor's authority."""
    rows = session.execute(
        select(Assignment.journey_id, Assignment.kind, User.name)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.authority_id == actor.authority_id, Assignment.ended_at.is_(None))
    )
    return {(journey_id, kind): name for journey_id, kind, name in rows}
