"""What a form about a new visit offers, and what it says."""

from typing import Any

from award.actions import visiting
from award.actions.fitting import kinds_of
from award.domain.people import Role
from award.domain.visits import VisitKind, visit_row
from award.queries.settings import list_workers
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.coordinator.visit_forms import VisitWords
from award.web.kit.access import actor
from award.web.kit.forms import Choice
from award.web.kit.ways_held import WayHeld, ask_way


def fill(form: VisitWords, found: Journey) -> WayHeld:
    """The kinds that fit, the only one chosen already; who can come; how it may be held."""
    kinds = [one.kind for one in kinds_of(found)]
    form.kind.choices = [Choice(one, visit_row(one).name) for one in kinds]
    if len(kinds) == 1 and form.is_new:
        form.kind.data = kinds[0]
        form.minutes.data = visit_row(kinds[0]).minutes
    form.visitor_id.choices = [
        Choice(one.user.id, one.user.name) for one in list_workers(db.session(), actor())
    ]
    return ask_way(form, "form", found, kinds, there="the setting")


def takers(found: Journey, one: Visit) -> list[Choice]:
    """Who else may make this visit: whoever has a part that makes such visits, or coordinates."""
    by = visit_row(one.kind).by
    parts = {
        row.user_id
        for row in found.assignments
        if row.ended_at is None and Role(str(row.kind)) in by
    }
    return [
        Choice(worker.user.id, worker.user.name)
        for worker in list_workers(db.session(), actor())
        if worker.user.id != one.visitor_id
        and (worker.user.id in parts or by & {Role.COORDINATOR} & set(worker.roles))
    ]


def plan_of(form: Any, way: WayHeld) -> visiting.Plan:
    """What the form says that the visit is to be."""
    return visiting.Plan(
        VisitKind(form.kind.data),
        way.chosen(form),
        form.offered(),
        form.visitor_id.data,
        place=form.place.data,
        minutes=form.minutes.data or 90,
        despite=form.despite.data,
    )
