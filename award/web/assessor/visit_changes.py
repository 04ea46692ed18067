"""A visit that is offered or booked: confirmed, moved, offered anew, called off."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.rearranging import (
    call_off_visit,
    is_due,
    move_visit,
    must_be_booked,
    must_be_coming,
    must_be_offerable,
    offer_other_dates,
)
from award.actions.visiting import (
    confirm_visit,
    find_visit,
    must_wait_for_a_day,
    writes_yes_of_setting,
)
from award.adapters import clock
from award.domain.permissions import May
from award.domain.visit_days import spoken_moment, still_to_come
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.forms import (
    CallOffForm,
    ConfirmForm,
    MoveVisitForm,
    OtherDaysForm,
    offered_in,
)
from award.web.assessor.visits import held_words, own_visit
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.forms import Choice, Form
from award.web.kit.visit_agreeing import AGREED_BY_PHONE, DAY_AGREED, TOLD_AGREED
from award.web.kit.visit_fields import DAYS_OVER

CHANGE = "/journeys/<int:journey_id>/visits/<int:visit_id>"


def change(
    journey_id: int,
    visit_id: int,
    form: Form,
    act: Callable[[Journey], object],
    *,
    may: May,
    words: tuple[str, str, str],
    told: str = "",
    day: str | None = None,
    back: str = "assessor.visit",
) -> ResponseReturnValue:
    """Ask for one change of a visit, and make it. ``words``: heading, button, and what is done.

    ``told`` is a sentence to know before it is answered.
    """
    held, found = own_visit(journey_id, visit_id)
    heading, button, done = words
    given: dict[str, Any] = {"journey_id": journey_id}
    given |= {"visit_id": visit_id} if back == "assessor.visit" else {}
    shown = {
        "heading": heading,
        "button": button,
        "journey": held,
        "visit": found,
        "held": held_words(found),
        "told": told,
    }
    question = Question(
        heading,
        button,
        done,
        url_for(back, **given),
        day=day,
        template="assessor/visit_change.html",
        shown=shown,
    )
    return ask(held, form, act, question, may=may, of=lambda row: find_visit(row, visit_id))


@bp.route(f"{CHANGE}/confirm", methods=["GET", "POST"])
@needs(May.CONFIRM_VISIT)
def visit_confirm(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Choose one of the dates that the setting offers; or write down which one it agreed."""
    held, found = own_visit(journey_id, visit_id)
    must_wait_for_a_day(held, visit_id, by=actor())
    if not (left := still_to_come(found.offered, clock.now())):
        flash(DAYS_OVER, "attention")
        here: dict[str, Any] = {"journey_id": journey_id, "visit_id": visit_id}
        return redirect(url_for("assessor.visit_other_days", **here))
    form = ConfirmForm(version=found.version)
    form.starts_at.choices = [Choice(one.isoformat(), spoken_moment(one)) for one in left]

    def act(fresh: Journey) -> None:
        chosen, why = datetime.fromisoformat(form.starts_at.data), form.despite.data
        confirm_visit(fresh, visit_id, chosen, despite=why, by=actor(), at=clock.now())

    words, told = ("Choose a date", "Confirm this date", "The visit is confirmed."), ""
    if writes_yes_of_setting(held, found, by=actor()):
        form.starts_at.label.text = DAY_AGREED
        words, told = (AGREED_BY_PHONE, "Write it down", "The visit is booked."), TOLD_AGREED
    return change(
        journey_id, visit_id, form, act,
        may=May.CONFIRM_VISIT, words=words, told=told, day="starts_at",
    )  # fmt: skip


@bp.route(f"{CHANGE}/move", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_move(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Another day for a visit that is confirmed."""
    held, found = own_visit(journey_id, visit_id)
    must_be_booked(held, visit_id, by=actor(), at=clock.now())
    form = MoveVisitForm(version=found.version)

    def act(fresh: Journey) -> None:
        why, despite = form.reason.data, form.despite.data
        move_visit(
            fresh, visit_id, form.moment(), reason=why, despite=despite, by=actor(), at=clock.now()
        )

    words = ("Move the visit", "Move the visit", "The visit has moved. The setting is told.")
    return change(journey_id, visit_id, form, act, may=May.MOVE_VISIT, words=words, day="day")


@bp.route(f"{CHANGE}/call-off", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_call_off(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Cancel a visit, or say that its day passed without it: asked once its hour has come."""
    held, found = own_visit(journey_id, visit_id)
    must_be_coming(held, visit_id, by=actor())
    form = CallOffForm(version=found.version)
    if not is_due(found, at=clock.now()) and form["missed"].data != "yes":
        del form.missed

    def act(fresh: Journey) -> None:
        missed, why = "missed" in form and form["missed"].data == "yes", form.reason.data
        call_off_visit(fresh, visit_id, missed=missed, reason=why, by=actor(), at=clock.now())

    words = ("Call off the visit", "Call it off", "The setting and the coordinator are told.")
    return change(
        journey_id, visit_id, form, act, may=May.MOVE_VISIT, words=words, back="assessor.visits"
    )


@bp.route(f"{CHANGE}/other-days", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_other_days(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Offer other days instead of those that stand; the setting chooses again."""
    held, found = own_visit(journey_id, visit_id)
    must_be_offerable(held, visit_id, by=actor(), at=clock.now())
    form = OtherDaysForm(version=found.version)

    def act(fresh: Journey) -> None:
        why, despite = form.reason.data, form.despite.data
        offer_other_dates(
            fresh, visit_id, offered_in(form),
            reason=why, despite=despite, by=actor(), at=clock.now(),
        )  # fmt: skip

    done = "Your dates are offered. The setting chooses one."
    words = ("Offer other days", "Offer these days", done)
    return change(journey_id, visit_id, form, act, may=May.MOVE_VISIT, words=words, day="day_1")
