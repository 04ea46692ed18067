"""Starts a cohort: chooses settings, names their leads, and invites them all, each once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.entering import MAY_ENTER
from award.actions.opening import RENEWAL_ROUTE
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.routes import VisitForm
from award.domain.spoken import long_day
from award.domain.visit_days import WrongDay, night_words
from award.storage.accounts import Membership, User
from award.storage.authorities import Authority, Round, Route
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.days import council_calendar, day_of
from award.storage.db import hold, must_be_held, session_of
from award.storage.settings import Contact, ContactPart, Setting

OR_TICK: Final = "tick below that it is right"


@dataclass(frozen=True)
class CohortPlan:
    """What a cohort is to be. Without a workshop each setting has a first visit of its own.

    ``all_the_same`` says that the workshop's day is right, although the council is closed on it
    or its hour is in the night.
    """

    name: str
    route: str
    round_id: int | None = None
    workshop_at: datetime | None = None
    workshop_place: str = ""
    workshop_minutes: int = 120
    all_the_same: bool = False


def begin_cohort(authority: Authority, plan: CohortPlan, *, by: Actor, at: datetime) -> Cohort:
    """A new cohort without settings so far; nothing is sent. Raises NotReady for what is wrong."""
    must_be_held(authority)
    _must_plan(authority, plan, by)
    _must_come(plan, None, at)
    _must_be_open(authority, plan, None)
    row = Cohort(authority_id=authority.id, begun_by_id=by.user_id, begun_at=at, **_values(plan))
    session_of(authority).add(row)
    session_of(authority).flush()
    hold(row)
    return row


def change_cohort(cohort: Cohort, plan: CohortPlan, *, by: Actor, at: datetime) -> None:
    """Another name, route, aim or workshop. Once somebody was invited the route stays."""
    must_be_held(cohort)
    session = session_of(cohort)
    authority = session.get_one(Authority, cohort.authority_id)
    _must_plan(authority, plan, by)
    _must_come(plan, cohort.workshop_at, at)
    _must_be_open(authority, plan, cohort.workshop_at)
    if cohort.sent_at is not None and plan.route != cohort.route_code:
        raise NotReady("Keep the route: settings were invited on it already")
    for name, value in _values(plan).items():
        setattr(cohort, name, value)
    cohort.version += 1


def _values(plan: CohortPlan) -> dict[str, object]:
    return {
        "name": " ".join(plan.name.split()),
        "route_code": plan.route,
        "round_id": plan.round_id,
        "workshop_at": plan.workshop_at,
        "workshop_place": plan.workshop_place.strip(),
        "workshop_minutes": plan.workshop_minutes,
    }


def _must_come(plan: CohortPlan, was: datetime | None, at: datetime) -> None:
    """A workshop that is planned anew is still to come; one that was held may stay as it was."""
    if plan.workshop_at is not None and plan.workshop_at != was and plan.workshop_at <= at:
        raise NotReady("Choose a day and time for the workshop that is still to come")


def _must_be_open(authority: Authority, plan: CohortPlan, was: datetime | None) -> None:
    """A day on which the council is closed, or an hour at night, is nearly always a slip.

    Each is asked about once.
    """
    if plan.workshop_at is None or plan.all_the_same or plan.workshop_at == was:
        return
    on, said = day_of(plan.workshop_at), []
    is_new = was is None or day_of(was) != on
    if is_new and council_calendar(session_of(authority), authority.id).is_closed(on):
        said = [f"The council is closed on {long_day(on)}. Choose another day, or {OR_TICK}"]
    if words := night_words(plan.workshop_at, or_else=OR_TICK):
        said.append(words)
    if said:
        raise WrongDay(*said, may_stand=True)


def _must_plan(authority: Authority, plan: CohortPlan, by: Actor) -> None:
    must_gather(by, authority.id)
    session = session_of(authority)
    route = session.scalar(
        select(Route).where(
            Route.authority_id == authority.id,
            Route.code == plan.route,
            Route.superseded_at.is_(None),
        )
    )
    if not plan.name.strip():
        raise NotReady("Give the cohort a name")
    if route is None or route.code == RENEWAL_ROUTE:
        raise NotReady("Choose a route for settings that begin")
    aim = session.get(Round, plan.round_id) if plan.round_id else None
    if plan.round_id and (aim is None or aim.authority_id != authority.id):
        raise NotFound
    if plan.workshop_at is None:
        return
    if VisitForm.WORKSHOP not in route.rules.initial_visit:
        raise NotReady(
            f"{route.name} asks for a visit at each setting, so a workshop does not count there. "
            "Leave the workshop out, or choose a route that allows it"
        )


def must_gather(by: Actor, authority_id: int) -> None:
    """Only a coordinator of the same authority works on its cohorts."""
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator starts a cohort.")
    if by.authority_id not in (None, authority_id):
        raise NotFound


def take_in(
    cohort: Cohort,
    setting_ids: Iterable[int],
    *,
    by: Actor,
    leads: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> int:
    """Take settings into the cohort, with who leads there where that is known.

    Those that are in it already stay once. ``leads`` are names and addresses for settings where
    nobody is known to lead. Returns how many came in.
    """
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    session = session_of(cohort)
    there = set(
        session.scalars(select(CohortPlace.setting_id).where(CohortPlace.cohort_id == cohort.id))
    )
    wanted = set(setting_ids) - there
    found = session.scalars(
        select(Setting.id).where(
            Setting.authority_id == cohort.authority_id, Setting.id.in_(wanted)
        )
    ).all()
    known = {**leads, **known_leads(session, found)}
    for setting_id in sorted(found):
        name, email = known.get(setting_id, ("", ""))
        session.add(
            CohortPlace(
                authority_id=cohort.authority_id,
                cohort_id=cohort.id,
                setting_id=setting_id,
                lead_name=name,
                lead_email=email,
            )
        )
    cohort.version += 1
    session.flush()
    return len(found)


def known_leads(session: Session, setting_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Who leads at each setting: the account that does, else whom the setting names."""
    named = session.execute(
        select(Contact.setting_id, Contact.name, Contact.email).where(
            Contact.setting_id.in_(setting_ids), Contact.part == ContactPart.LEAD
        )
    )
    found = {setting_id: (name, email) for setting_id, name, email in named}
    accounts = session.execute(
        select(Membership.setting_id, User.name, User.email)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.setting_id.in_(setting_ids),
            Membership.role == Role.LEAD,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id.desc())
    )
    return found | {
        setting_id: (name, email) for setting_id, name, email in accounts if setting_id is not None
    }


def take_out(cohort: Cohort, place_id: int, *, by: Actor) -> None:
    """Take a setting out again, as long as it was not invited."""
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    place = _place(cohort, place_id)
    if place.invited_at is not None:
        raise NotReady("This setting was invited already, so it stays in the cohort")
    session_of(cohort).delete(place)
    cohort.version += 1
    session_of(cohort).flush()


def name_leads(cohort: Cohort, leads: Mapping[int, tuple[str, str]], *, by: Actor) -> None:
    """Write down who leads at each of these settings; whoever was invited stays as they are."""
    must_be_held(cohort)
    must_gather(by, cohort.authority_id)
    for place_id, (name, email) in leads.items():
        place = _place(cohort, place_id)
        if place.invited_at is None:
            place.lead_name, place.lead_email = " ".join(name.split()), email.strip().lower()
            place.left_out = ""
    cohort.version += 1
    session_of(cohort).flush()


def _place(cohort: Cohort, place_id: int) -> CohortPlace:
    found = session_of(cohort).get(CohortPlace, place_id)
    if found is None or found.cohort_id != cohort.id:
        raise NotFound
    return found
