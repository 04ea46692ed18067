"""What the coordinator saw at their own visit, added to a criterion as evidence."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May, Situation
from award.storage.frameworks import criteria_of
from award.web.coordinator.blueprint import bp
from award.web.coordinator.shell import name_of
from award.web.coordinator.visits import one_visit
from award.web.kit.access import actor, find, needs
from award.web.kit.pages import Link, render
from award.web.kit.seeing import keep_seen, seen_form


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/seen", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_seen(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Add what I saw: a sentence, and a photo where it helps."""
    found = find(May.PROPOSE_VISIT, journey_id)
    mine = Situation(mine=one_visit(found, visit_id).visitor_id == actor().user_id)
    found = find(May.WRITE_VISIT_RECORD, journey_id, situation=mine)
    form, back = (
        seen_form(found, criteria_of(found)),
        Link("The visit", url_for("coordinator.visit", journey_id=journey_id, visit_id=visit_id)),
    )
    if form.validate_on_submit() and keep_seen(found, visit_id, form, May.PROPOSE_VISIT):
        flash("It is kept, and marked as seen by you.")
        return redirect(back.href)
    return render("coordinator/visit_seen.html", form=form, back=back, lead=name_of(found))
