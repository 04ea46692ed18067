"""A visit that is offered or booked: confirmed, moved, offered anew, called off."""

from datetime import datetime
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.rearranging import call_off_visit, move_visit, offer_other_dates
from award.actions.visiting import confirm_visit, find_visit
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.visit_days import WrongDay, spoken_moment
from award.web.assessor.blueprint import bp
from award.web.assessor.forms import (
    CallOffForm,
    ConfirmForm,
    MoveVisitForm,
    OtherDaysForm,
    offered_in,
)
from award.web.assessor.visits import must_match, visit_of
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import render

REFUSALS: Final = (NotReady, NotAllowed, Stale)


def refuse(form: Form, refusal: NotReady | NotAllowed | Stale, day: str) -> None:
    """Say what was refused: beside the day where it is the day that does not fit."""
    if isinstance(refusal, WrongDay):
        form.refuse(*refusal.blockers, field=day)
    else:
        refused(form, refusal)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/confirm", methods=["GET", "POST"])
@needs(May.CONFIRM_VISIT)
def visit_confirm(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Choose one of the dates that the setting offers."""
    held, found = visit_of(journey_id, visit_id)
    form = ConfirmForm(version=found.version)
    form.starts_at.choices = [
        Choice(one, spoken_moment(datetime.fromisoformat(one))) for one in found.offered
    ]
    if form.validate_on_submit():
        chosen = datetime.fromisoformat(form.starts_at.data)
        try:
            with changing(held, May.CONFIRM_VISIT) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                confirm_visit(
                    fresh, visit_id, chosen,
                    despite=form.despite.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(f"The visit is confirmed for {spoken_moment(chosen)}.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except REFUSALS as refusal:
            refuse(form, refusal, "starts_at")
    return render("assessor/visit_change.html", heading="Choose a date", journey=held,
                  visit=found, form=form, button="Confirm this date")  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/move", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_move(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Another day for a visit that is confirmed."""
    held, found = visit_of(journey_id, visit_id)
    form = MoveVisitForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.MOVE_VISIT) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                move_visit(
                    fresh, visit_id, form.moment(), reason=form.reason.data,
                    despite=form.despite.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("The visit has moved. The setting is told.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except REFUSALS as refusal:
            refuse(form, refusal, "day")
    return render("assessor/visit_change.html", heading="Move the visit", journey=held,
                  visit=found, form=form, button="Move the visit")  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/call-off", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_call_off(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Cancel a visit, or say that its day passed without it."""
    held, found = visit_of(journey_id, visit_id)
    form = CallOffForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.MOVE_VISIT) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                call_off_visit(
                    fresh, visit_id, missed=form.missed.data == "yes",
                    reason=form.reason.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("That is written down. The setting is told.")
            return redirect(url_for("assessor.visits", journey_id=journey_id))
        except REFUSALS as refusal:
            refused(form, refusal)
    return render("assessor/visit_change.html", heading="Call off the visit", journey=held,
                  visit=found, form=form, button="Call it off")  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/other-days", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_other_days(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Offer other days instead of those that stand; the setting chooses again."""
    held, found = visit_of(journey_id, visit_id)
    form = OtherDaysForm(version=found.version)
    if form.validate_on_submit():
        try:
            with changing(held, May.MOVE_VISIT) as fresh:
                must_match(find_visit(fresh, visit_id), form)
                offer_other_dates(
                    fresh, visit_id, offered_in(form), reason=form.reason.data,
                    despite=form.despite.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("Your dates are offered. The setting chooses one.")
            return redirect(url_for("assessor.visit", journey_id=journey_id, visit_id=visit_id))
        except REFUSALS as refusal:
            refuse(form, refusal, "day_1")
    return render("assessor/visit_change.html", heading="Offer other days", journey=held,
                  visit=found, form=form, button="Offer these days")  # fmt: skip
