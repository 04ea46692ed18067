"""What I saw at a visit, added to a criterion as evidence."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.storage.frameworks import criteria_of
from award.web.assessor.blueprint import bp
from award.web.assessor.visits import held_words, visit_of
from award.web.kit.access import needs
from award.web.kit.pages import render
from award.web.kit.seeing import keep_seen, seen_form


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/seen", methods=["GET", "POST"])
@needs(May.WRITE_VISIT_RECORD)
def visit_seen(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Add what I saw: a sentence, and a photo where it helps."""
    held, found = visit_of(journey_id, visit_id)
    form = seen_form(held, criteria_of(held))
    if form.validate_on_submit() and keep_seen(held, found.id, form, May.WRITE_VISIT_RECORD):
        flash("It is kept, and marked as seen by you.")
        return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
    return render("assessor/visit_change.html", heading="Add what you saw", journey=held,
                  visit=found, held=held_words(found), form=form, button="Keep it")  # fmt: skip
