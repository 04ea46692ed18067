"""Which kinds of visit fit a journey, that it has one first visit only, and who makes one."""

from typing import Final

from sqlalchemy import select

from award.domain.people import ROLE_NAMES, Role
from award.domain.refusals import NotReady
from award.domain.spoken import listed, long_day
from award.domain.visits import GONE, VisitKind, VisitRow, VisitState, kinds_fitting, visit_row
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.tied import is_bound_visitor
from award.storage.visits import Visit
from award.storage.working import is_working

ASSIGN_ANOTHER: Final = (
    "Assign somebody else first: who would make this visit has a tie to the setting"
)


def kinds_of(journey: Journey) -> tuple[VisitRow, ...]:
    """The kinds of visit that can be arranged in this journey now."""
    asks_initial = bool(journey.route.rules.initial_visit)
    renews = journey.previous_id is not None or not asks_initial
    return kinds_fitting(journey.stage, asks_initial=asks_initial, renews=renews)


def must_be_the_only_first(journey: Journey, kind: VisitKind) -> None:
    """A journey has one first visit: none is arranged beside one that is booked or was held.

    Raises NotReady.
    """
    if kind is VisitKind.INITIAL and (why := why_no_first(journey)):
        raise NotReady(why)


def why_no_first(journey: Journey) -> str:
    """Why no first visit can be arranged (one is booked, or was held); empty where one can."""
    booked = session_of(journey).scalar(
        select(Visit)
        .where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.INITIAL,
            Visit.state.not_in({*GONE, VisitState.PROPOSED}),
            Visit.superseded_at.is_(None),
        )
        .limit(1)
    )
    if booked is None:
        return ""
    if booked.state is VisitState.CONFIRMED and booked.starts_at is not None:
        when = long_day(day_of(booked.starts_at))
        return f"The first visit is booked for {when} already. Move it or cancel it first"
    return "The first visit has taken place already. There is no need for another"


def visitor_role(journey: Journey, kind: VisitKind, visitor_id: int) -> Role:
    """The role in which somebody makes a visit: their assignment, or coordinator where that may.

    Raises NotReady for whoever has neither, or does not work here any more.
    """
    row, session = visit_row(kind), session_of(journey)
    live = {one.kind: one.user_id for one in journey.assignments if one.ended_at is None}
    if is_working(session, visitor_id, journey.authority_id):
        for part in AssignmentKind:
            role = Role(str(part))
            if role in row.by and live.get(part) == visitor_id:
                if is_bound_visitor(journey, visitor_id, role):
                    raise NotReady(ASSIGN_ANOTHER, of="visitor_id")
                return role
    coordinates = is_working(session, visitor_id, journey.authority_id, Role.COORDINATOR)
    if Role.COORDINATOR in row.by and coordinates:
        return Role.COORDINATOR
    parts = listed(sorted(ROLE_NAMES[one] for one in row.by), "or")
    raise NotReady(
        f"For this visit ({row.name.lower()}) choose the journey’s {parts}. "
        "Assign somebody first where there is none",
        of="visitor_id",
    )
