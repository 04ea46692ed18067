"""Who leads, advises and assesses in many journeys at once; who could get a part in one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from award.domain.parts import keeps_from
from award.domain.people import Actor, Role
from award.queries.settings import Worker, list_workers
from award.storage.accounts import Membership, User
from award.storage.facts import facts_of
from award.storage.journeys import Application, Assignment, AssignmentKind, Journey

LEADS: Final = "leads"
NAMED: Final = "named"


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
    leads, parts = _leads(session, actor), who_has_parts(session, actor)
    return {
        one.id: WhoWorks(
            tuple(leads.get((LEADS, one.setting_id)) or leads.get((NAMED, one.id)) or ()),
            parts.get((one.id, AssignmentKind.ADVISER), ""),
            parts.get((one.id, AssignmentKind.ASSESSOR), ""),
        )
        for one in journeys
    }


def _leads(session: Session, actor: Actor) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Who leads at each setting, whoever did so first in front; whom each application names."""
    rows: Sequence[Any] = session.execute(
        union_all(
            select(literal(LEADS), Membership.setting_id, Membership.id, User.name, User.email)
            .join(User, User.id == Membership.user_id)
            .where(
                Membership.authority_id == actor.authority_id,
                Membership.role == Role.LEAD,
                Membership.ended_at.is_(None),
            ),
            select(
                literal(NAMED),
                Application.journey_id,
                Application.id,
                Application.lead_name,
                Application.lead_email,
            ).where(Application.authority_id == actor.authority_id, Application.lead_name != ""),
        )
    ).all()
    found: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for which, number, _, name, email in sorted(rows, key=lambda one: one[2]):
        found[which, number].append((name, email))
    return found


def who_has_parts(session: Session, actor: Actor) -> dict[tuple[int, AssignmentKind], str]:
    """The names of who has a part now, by journey and part, in the actor's authority."""
    rows = session.execute(
        select(Assignment.journey_id, Assignment.kind, User.name)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.authority_id == actor.authority_id, Assignment.ended_at.is_(None))
    )
    return {(journey_id, kind): name for journey_id, kind, name in rows}


@dataclass(frozen=True)
class Takers:
    """Who could get a part in a journey, and who could not, each with why to follow their name.

    ``workers`` are all whom the two were chosen from. Whoever has the part already is in neither,
    nor is who looks where they cannot give it to themselves: ``not_oneself``.
    """

    workers: list[Worker]
    free: list[Worker]
    kept: list[tuple[Worker, tuple[str, ...]]]
    not_oneself: bool = False


def list_takers(
    session: Session, actor: Actor, journey: Journey, kind: AssignmentKind, *, at: datetime
) -> Takers:
    """Who works for the actor's authority, by whether the rules let them have the part."""
    facts = facts_of(journey, at=at)
    has_it = {one.user_id for one in journey.assignments if one.kind is kind and not one.ended_at}
    judges = kind is not AssignmentKind.ADVISER
    workers = list_workers(session, actor)
    others = [one for one in workers if one.user.id not in has_it]
    asked = [one for one in others if not (judges and one.user.id == actor.user_id)]
    known = [(one, keeps_from(Role(kind), one.user.id, facts)) for one in asked]
    return Takers(
        workers=workers,
        free=[one for one, why in known if not why],
        kept=[(one, why) for one, why in known if why],
        not_oneself=len(asked) < len(others),
    )
