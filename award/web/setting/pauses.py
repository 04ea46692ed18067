"""Asking to pause a journey."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.pausing import ask_for_pause, must_be_pausable
from award.adapters import clock
from award.domain.permissions import May
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import day
from award.web.kit.pages import Link
from award.web.kit.pauses import offer_days
from award.web.setting.blueprint import bp
from award.web.setting.forms import PauseForm
from award.web.setting.here import REFUSALS, ask, refuse


@bp.route("/journeys/<int:journey_id>/pause/ask", methods=["GET", "POST"])
@needs(May.ASK_PAUSE)
def pause_ask(journey_id: int) -> ResponseReturnValue:
    """Ask the coordinator for a pause until a day."""
    journey, form = find(May.ASK_PAUSE, journey_id), PauseForm()
    must_be_pausable(journey)
    offer_days(form.until, journey)
    if form.validate_on_submit():
        until, reason = form["until"].data, form["reason"].data
        try:
            with changing(journey, May.ASK_PAUSE) as held:
                ask_for_pause(held, until, reason=reason, by=actor(), at=clock.now())
            flash("You asked for a pause. The coordinator answers.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    back = Link("Your journey", url_for("setting.journey", journey_id=journey_id))
    lead = (
        "An inspection, an illness, a hard term: it happens. Nothing is asked of you while you "
        "rest, and all that you did stays."
    )
    if journey.pause_asked_until is not None:
        lead = (
            f"You asked for a pause until {day(journey.pause_asked_until)}, and the coordinator "
            "has not answered yet. Asking again takes its place."
        )
    return ask(form, heading="Ask to pause", button="Ask for it", back=back, lead=lead)
