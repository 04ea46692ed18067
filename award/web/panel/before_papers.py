"""What the setting asked for, planned and heard on visits, for who reads its papers."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.domain.visits import VisitState
from award.queries.visits import VisitSeen, list_visits
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import BY_TIME, Visit
from award.web.kit.access import actor, needs
from award.web.kit.brought_in import applied_elsewhere
from award.web.kit.filters import moment
from award.web.kit.pages import render
from award.web.kit.plan_shown import plan_read
from award.web.kit.plans import beside_plan, kept_elsewhere
from award.web.kit.visit_writers import notes_by_place
from award.web.panel.blueprint import bp
from award.web.panel.finding import find_papers
from award.web.panel.reading import SCREENS


@bp.get("/journeys/<int:journey_id>/visits")
@needs(May.SEE_VISIT_RECORD)
def visits(journey_id: int) -> ResponseReturnValue:
    """The records of the visits that the setting has read too, the latest first."""
    held, _ = find_papers(journey_id)
    seen = list_visits(db.session(), actor(), held)
    return render(
        "panel/visits.html",
        journey=held,
        visits=[in_words(held, one) for one in seen if one.is_record_open and not one.is_over],
    )


def in_words(held: Journey, seen: VisitSeen) -> dict[str, Any]:
    """A visit with its record."""
    when = moment(seen.visit.starts_at) if seen.visit.starts_at else ""
    return {
        "title": ", ".join(filter(None, (seen.name, when))),
        "more": f"By {seen.visitor}. {agreed_words(seen.visit)}",
        "visit": seen.visit,
        "notes": notes_by_place(held, seen.visit),
    }


def agreed_words(visit: Visit) -> str:
    """Whether the setting agreed to a record, or let the days for it pass."""
    if visit.state is not VisitState.SIGNED:
        return "The setting has not yet agreed to this record."
    if visit.signed_how == BY_TIME:
        return "The setting said nothing of this record in time, so it counts as agreed."
    return "The setting agreed to this record."


@bp.get("/journeys/<int:journey_id>/plan")
@needs(May.SEE_PLAN)
def plan(journey_id: int) -> ResponseReturnValue:
    """What the setting planned, and how far each action came."""
    held, _ = find_papers(journey_id)
    return render(
        "panel/plan.html",
        journey=held,
        shown=plan_read(held, actor(), url_for("panel.plan", journey_id=journey_id)),
        elsewhere=kept_elsewhere(held, actor()),
        **beside_plan(held, actor(), SCREENS),
    )


@bp.get("/journeys/<int:journey_id>/application")
@needs(May.SEE_APPLICATION)
def application(journey_id: int) -> ResponseReturnValue:
    """What the setting said when it asked to take part."""
    held, _ = find_papers(journey_id)
    return render("panel/application.html", journey=held, elsewhere=applied_elsewhere(held))
