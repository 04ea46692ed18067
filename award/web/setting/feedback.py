"""Feedback: asked for and taken back by the setting, and answered where something was said."""

from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.advising import (
    ask_for_feedback,
    must_wait_for_feedback,
    must_want_feedback,
    standards_of,
    take_back_ask,
)
from award.adapters import clock
from award.domain.permissions import May
from award.queries.remarks import find_ask
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day
from award.web.kit.pages import Link
from award.web.kit.talks import talk_of_piece, talk_of_standard
from award.web.setting.blueprint import bp
from award.web.setting.forms import FeedbackForm, NothingForm
from award.web.setting.here import REFUSALS, ask, refuse
from award.web.setting.reading import SCREENS

EVERYTHING: Final = "all"


@bp.route("/journeys/<int:journey_id>/feedback/ask", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def feedback_ask(journey_id: int) -> ResponseReturnValue:
    """Ask the adviser or the coordinator to look at some standards, or at everything."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), FeedbackForm()
    must_want_feedback(journey)
    titles = standards_of(journey)
    form.standards.choices = [
        *(Choice(code, f"{code} {title}") for code, title in titles.items()),
        Choice(EVERYTHING, "Everything that is there"),
    ]
    if form.validate_on_submit():
        chosen = form.standards.data
        standards = [] if EVERYTHING in chosen else chosen
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                question = form.question.data
                ask_for_feedback(
                    held, standards=standards, question=question, by=actor(), at=clock.now()
                )
            flash("You asked for feedback. You can go on meanwhile.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = "Somebody reads what you have and says what is good and what is still needed."
    return ask(form, heading="Ask for feedback", button="Ask for feedback", back=_back(journey),
               lead=lead)  # fmt: skip


@bp.route("/journeys/<int:journey_id>/feedback/take-back", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def feedback_take_back(journey_id: int) -> ResponseReturnValue:
    """The setting does not wait for feedback any more."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), NothingForm()
    must_wait_for_feedback(journey)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                take_back_ask(held, by=actor(), at=clock.now())
            flash("You do not wait for feedback any more. You can ask again at any time.")
            return redirect(url_for("setting.journey", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    asked = find_ask(db.session(), journey)
    lead = f"You asked on {day(asked.asked_at)}. Nobody is waited for then." if asked else ""
    return ask(form, heading="Take back the request for feedback", button="Take it back",
               back=_back(journey), lead=lead)  # fmt: skip


def _back(journey: Journey) -> Link:
    return Link("All your evidence", url_for("setting.evidence", journey_id=journey.id))


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/talk", methods=["GET", "POST"])
@needs(May.SEE_EVIDENCE)
def evidence_talk(journey_id: int, item_id: int) -> ResponseReturnValue:
    """What was said of one piece, and a field to answer or to ask back."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    return talk_of_piece(journey, item_id, SCREENS, back=_back(journey), may=May.WRITE_EVIDENCE)


@bp.route("/journeys/<int:journey_id>/standards/<code>/talk", methods=["GET", "POST"])
@needs(May.SEE_EVIDENCE)
def standard_talk(journey_id: int, code: str) -> ResponseReturnValue:
    """What was said of one standard, and a field to answer or to ask back."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    back = Link("All criteria", url_for("setting.criteria", journey_id=journey.id))
    return talk_of_standard(journey, code, back=back, may=May.WRITE_EVIDENCE)
