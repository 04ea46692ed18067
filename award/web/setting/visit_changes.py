"""What a setting changes of a visit to come: other days, no visit, how one gets in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.rearranging import (
    call_off_visit,
    must_be_expected,
    must_be_offerable,
    must_be_over,
    must_be_to_come,
    offer_other_dates,
    tell_arrival,
)
from award.actions.visiting import confirm_visit, must_wait_for_a_day
from award.adapters import clock
from award.domain.permissions import May
from award.domain.visit_days import spoken_moment, still_to_come
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.pages import render
from award.web.kit.visit_fields import DAYS_OVER
from award.web.setting.blueprint import bp
from award.web.setting.here import REFUSALS, ask, refuse
from award.web.setting.visit_forms import ArrivalForm, CancelForm, OtherDaysForm
from award.web.setting.visits import (
    OTHER_DAYS,
    back_to,
    changes_open,
    confirm_form,
    must_be_seen,
    refuse_visit,
    seen,
)


@dataclass(frozen=True)
class Asked:
    """What a page asks of a visit that will not be, or was not; ``must`` says whether it may."""

    heading: str
    button: str
    told: str
    label: str
    done: str
    must: Callable[..., object]
    missed: bool = False
    kind: str = "primary"


CANCEL: Final = Asked(
    "Cancel the visit", "Cancel the visit",
    "The visitor gets an e-mail at once. Nothing that is done is lost.",
    "Why is it cancelled?", "The visit is cancelled, and the visitor is told.",
    must_be_to_come, kind="warning",
)  # fmt: skip
MISSED: Final = Asked(
    "The visit did not take place", "Write it down",
    "The visitor and the coordinator get an e-mail, so that a new day can be found.",
    "What happened?", "It is written down, and the coordinator is told.",
    must_be_over, missed=True,
)  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/confirm", methods=["GET", "POST"])
@needs(May.CONFIRM_VISIT)
def visit_confirm(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Say yes to one of the dates that were offered."""
    journey = find(May.CONFIRM_VISIT, journey_id)
    one = seen(journey, visit_id)
    must_wait_for_a_day(journey, visit_id, by=actor())
    if not still_to_come(one.visit.offered, clock.now()):
        flash(DAYS_OVER, "attention")
        here: dict[str, Any] = {"journey_id": journey_id, "visit_id": visit_id}
        return redirect(url_for("setting.visit_other_days", **here))
    form, back = confirm_form(one), back_to(journey, one)
    if form.validate_on_submit():
        starts, version = datetime.fromisoformat(form["starts_at"].data), form["version"].data
        try:
            with changing(journey, May.CONFIRM_VISIT) as held:
                must_be_seen(held, visit_id, version)
                confirm_visit(held, visit_id, starts, by=actor(), at=clock.now())
            flash(f"Booked: {spoken_moment(starts)}.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse_visit(form, refusal, "starts_at")
            form["version"].fill(seen(journey, visit_id).visit.version)
    others = [link for link in changes_open(journey, one) if link.words == OTHER_DAYS]
    return ask(form, heading="Choose a date", button="Choose this date", back=back, lead=one.name,
               links=others)  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/other-days", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_other_days(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Offer other days instead of those that stand; the visitor chooses one."""
    journey = find(May.MOVE_VISIT, journey_id)
    one = seen(journey, visit_id)
    must_be_offerable(journey, visit_id, by=actor(), at=clock.now())
    form, back = OtherDaysForm(version=one.visit.version), back_to(journey, one)
    if form.validate_on_submit():
        try:
            offered = form.offered
            with changing(journey, May.MOVE_VISIT) as held:
                must_be_seen(held, visit_id, form["version"].data)
                offer_other_dates(
                    held, visit_id, offered, reason=form["reason"].data,
                    despite=form["despite"].data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(f"Your days are with {one.visitor}. You will get an e-mail when one is chosen.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse_visit(form, refusal, "day_1")
            form["version"].fill(seen(journey, visit_id).visit.version)
    lead = f"{one.name}. What stands now falls, until {one.visitor} chooses one of your days."
    return render("setting/visit_propose.html", form=form, heading="Offer other days",
                  button="Send these days", back=back, lead=lead)  # fmt: skip


def _call_off(journey_id: int, visit_id: int, asked: Asked) -> ResponseReturnValue:
    journey = find(May.MOVE_VISIT, journey_id)
    one = seen(journey, visit_id)
    asked.must(journey, visit_id, by=actor(), at=clock.now())
    form, back = CancelForm(version=one.visit.version), back_to(journey, one)
    form["reason"].label.text = asked.label
    if form.validate_on_submit():
        try:
            with changing(journey, May.MOVE_VISIT) as held:
                must_be_seen(held, visit_id, form["version"].data)
                call_off_visit(
                    held, visit_id, missed=asked.missed,
                    reason=form["reason"].data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(asked.done)
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal, seen(journey, visit_id).visit.version)
    return ask(form, heading=asked.heading, button=asked.button, back=back,
               lead=f"{one.name}. {asked.told}", kind=asked.kind)  # fmt: skip


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/cancel", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_cancel(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Call a visit off before its day."""
    return _call_off(journey_id, visit_id, CANCEL)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/missed", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_missed(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The day came, and the visit did not take place."""
    return _call_off(journey_id, visit_id, MISSED)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/arrival", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def visit_arrival(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Say where to park, which door to take and whom to ask for."""
    journey = find(May.PROPOSE_VISIT, journey_id)
    one = seen(journey, visit_id)
    must_be_expected(journey, visit_id)
    form = ArrivalForm(version=one.visit.version, arrival=one.visit.arrival)
    in_words_of_kind(form, journey.setting)
    back = back_to(journey, one)
    if form.validate_on_submit():
        try:
            with changing(journey, May.PROPOSE_VISIT) as held:
                must_be_seen(held, visit_id, form["version"].data)
                words = form["arrival"].data
                tell_arrival(held, visit_id, words, by=actor(), at=clock.now())
            flash(f"Saved. {one.visitor} finds it with the visit and in the calendar.")
            return redirect(back.href)
        except REFUSALS as refusal:
            now = seen(journey, visit_id).visit
            refuse(form, refusal, now.version, arrival=now.arrival)
    return ask(form, heading="How one gets in", button="Save", back=back, lead=one.name)
