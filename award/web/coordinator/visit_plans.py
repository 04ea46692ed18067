"""What a form about a new visit offers, and what it says."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask import request, url_for
from markupsafe import Markup

from award.actions import visiting
from award.actions.fitting import kinds_of
from award.domain.people import ROLE_NAMES, Role
from award.domain.spoken import listed
from award.domain.visits import VisitKind, visit_row
from award.queries.settings import list_workers
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.tied import is_bound_visitor
from award.storage.visits import Visit
from award.web.coordinator.visit_forms import VisitWords
from award.web.kit.access import actor
from award.web.kit.forms import Choice
from award.web.kit.pages import Link
from award.web.kit.ways_held import WayHeld, ask_way

ASSIGNED: Final = Markup(
    "Only those who may make such a visit can be chosen. Somebody else gets a part in the journey "
    'first: <a class="govuk-link" href="{}">see who works on it</a>.'
)


def fill(form: VisitWords, found: Journey) -> WayHeld:
    """The kinds that fit, who can come, and how it may be held.

    The only kind is chosen already, and the one that a link to this page names.
    """
    kinds = [one.kind for one in kinds_of(found)]
    form.kind.choices = [Choice(one, visit_row(one).name) for one in kinds]
    asked = [one for one in kinds if one == request.args.get("kind")] or kinds
    if len(asked) == 1 and form.is_new:
        form.kind.data = asked[0]
        form.minutes.data = visit_row(asked[0]).minutes
    form.visitor_id.choices = _makers_of(found, kinds)
    if form.is_new:
        offered = [one.value for one in form.visitor_id.choices]
        mine = actor().user_id
        form.visitor_id.data = (
            mine if mine in offered else offered[0] if len(offered) == 1 else None
        )
    return ask_way(form, "form", found, kinds, there="the setting")


def whom_to_assign(found: Journey) -> Link:
    """Where somebody gets a part in a journey, so that they can be chosen as its visitor."""
    return Link("Assign somebody", url_for("coordinator.people_of", journey_id=found.id))


def how_to_assign(found: Journey) -> Markup:
    """Who stands among those who may come, and how somebody else gets there."""
    return ASSIGNED.format(whom_to_assign(found).href)


def why_nobody(found: Journey) -> str:
    """Why nobody may make the visits that fit now; empty where somebody may, or none fits."""
    kinds = [one.kind for one in kinds_of(found)]
    if not kinds or _who_may(found, by := _makers(kinds)):
        return ""
    parts = listed(sorted(ROLE_NAMES[one] for one in by), "or")
    names = listed([visit_row(one).name.lower() for one in kinds], "or")
    return f"Nobody is assigned who may make this visit ({names}). It takes the journey’s {parts}."


def takers(found: Journey, one: Visit) -> list[Choice]:
    """Who else may make this visit: whoever has a part that makes such visits, or coordinates."""
    others = _who_may(found, visit_row(one.kind).by)
    return [choice for choice in others if choice.value != one.visitor_id]


def _makers(kinds: Iterable[VisitKind]) -> frozenset[Role]:
    """The roles that make visits of these kinds."""
    return frozenset(role for kind in kinds for role in visit_row(kind).by)


def _who_may(found: Journey, by: frozenset[Role]) -> list[Choice]:
    """Whoever has one of these parts in the journey, or coordinates where that is one of them."""
    return [Choice(key, name) for key, name, roles in _visitors(found) if roles & by]


def _visitors(found: Journey) -> list[tuple[int, str, frozenset[Role]]]:
    """Each who works for the authority, with the roles in which they can visit here."""
    parts = [
        (row.user_id, Role(str(row.kind)))
        for row in found.assignments
        if row.ended_at is None
        if not is_bound_visitor(found, row.user_id, Role(str(row.kind)))
    ]
    return [
        (
            worker.user.id,
            worker.user.name,
            frozenset(part for who, part in parts if who == worker.user.id)
            | ({Role.COORDINATOR} & set(worker.roles)),
        )
        for worker in list_workers(db.session(), actor())
    ]


def _makers_of(found: Journey, kinds: Sequence[VisitKind]) -> list[Choice]:
    """Who makes visits of one of these kinds, each with the kinds for which they do not."""
    offered = []
    for key, name, roles in _visitors(found):
        cannot = [one for one in map(visit_row, kinds) if not roles & one.by]
        bound = f" (not for: {listed([one.name.lower() for one in cannot], 'or')})"
        if len(cannot) < len(kinds):
            offered.append(Choice(key, name + (bound if cannot else "")))
    return offered


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
