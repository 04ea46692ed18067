"""Who would come: for each kind of visit that fits the stage, the visitor to be asked."""

from sqlalchemy import select

from award.actions.fitting import kinds_of, why_no_first
from award.domain.people import Role
from award.domain.visits import VisitKind
from award.storage.accounts import Membership
from award.storage.db import session_of
from award.storage.journeys import AssignmentKind, Journey
from award.storage.tied import is_bound_visitor


def visitors_for(journey: Journey) -> dict[VisitKind, int]:
    """The kinds of visit that could be proposed now, each with who would make it.

    There is one first visit only. Who is assigned comes first; else a coordinator, where that kind
    of visit may be theirs.
    """
    live = {
        one.kind: one.user_id
        for one in journey.assignments
        if one.ended_at is None
        if not is_bound_visitor(journey, one.user_id, Role(str(one.kind)))
    }
    found: dict[VisitKind, int] = {}
    for row in kinds_of(journey):
        if row.kind is VisitKind.INITIAL and why_no_first(journey):
            continue
        assigned = [live[kind] for kind in AssignmentKind if Role(str(kind)) in row.by & _of(live)]
        who = (
            assigned[0] if assigned else _coordinator(journey) if Role.COORDINATOR in row.by else 0
        )
        if who:
            found[row.kind] = who
    return found


def _of(live: dict[AssignmentKind, int]) -> frozenset[Role]:
    return frozenset(Role(str(kind)) for kind in live)


def _coordinator(journey: Journey) -> int:
    found = session_of(journey).scalar(
        select(Membership.user_id)
        .where(
            Membership.authority_id == journey.authority_id,
            Membership.role == Role.COORDINATOR,
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
        .limit(1)
    )
    return found or 0
