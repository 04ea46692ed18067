"""A visit that is offered or booked: confirmed, moved, offered anew, cancelled, missed."""

from datetime import datetime
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions import handing_over, rearranging, visiting
from award.adapters import clock
from award.domain.permissions import May
from award.domain.visit_days import still_to_come
from award.domain.visits import visit_row
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import ReasonForm
from award.web.coordinator.shell import name_of
from award.web.coordinator.visit_forms import ConfirmForm, HandOverForm, MoveForm, OtherDaysForm
from award.web.coordinator.visit_plans import takers
from award.web.coordinator.visits import here, not_yet, one_visit
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import moment
from award.web.kit.forms import Choice
from award.web.kit.pages import Link
from award.web.kit.visit_agreeing import AGREED_BY_PHONE, DAY_AGREED, TOLD_AGREED
from award.web.kit.visit_fields import DAYS_OVER

TOLD_CANCELLED: Final = (
    "The setting and the visitor are told why. A new date can be agreed at any time."
)
TOLD_MISSED: Final = "The setting and the visitor are told, and a new date can be agreed."
TOLD_GIVEN_UP: Final = (
    "The day that stands now is given up at once; the setting chooses one of these."
)
TOLD_INSTEAD: Final = "They stand instead of those offered so far; the setting chooses one."
NOBODY_FREE: Final = "Nobody else may make this visit so far. Give somebody the part first."


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/confirm", methods=["GET", "POST"])
@needs(May.CONFIRM_VISIT)
def visit_confirm(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Say yes to one of the dates that were offered."""
    found = find(May.CONFIRM_VISIT, journey_id)
    one, form = one_visit(found, visit_id), ConfirmForm(version=found.version)
    visiting.must_wait_for_a_day(found, visit_id, by=actor())
    if not (left := still_to_come(one.offered, clock.now())):
        flash(DAYS_OVER, "attention")
        there: dict[str, Any] = {"journey_id": journey_id, "visit_id": visit_id}
        return redirect(url_for("coordinator.visit_other_days", **there))
    form.starts_at.choices = [Choice(when.isoformat(), moment(when)) for when in left]
    by_phone = visiting.writes_yes_of_setting(found, one, by=actor())
    if by_phone:
        form.starts_at.label.text = DAY_AGREED
    question = Question(
        AGREED_BY_PHONE if by_phone else "Confirm a date",
        "Write it down" if by_phone else "Confirm",
        "The date is confirmed.",
        here(journey_id),
        name_of(found),
        told=[TOLD_AGREED] if by_phone else (),
        day="starts_at",
    )

    def act(held: Journey) -> None:
        starts_at = datetime.fromisoformat(form.starts_at.data)
        why = form.despite.data
        visiting.confirm_visit(held, visit_id, starts_at, despite=why, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.CONFIRM_VISIT)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/move", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_move(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Move a visit to another moment that both agreed."""
    found = find(May.MOVE_VISIT, journey_id)
    one, form = one_visit(found, visit_id), MoveForm(version=found.version)
    rearranging.must_be_booked(found, visit_id, by=actor(), at=clock.now())
    question = Question(
        "Move the visit",
        "Move the visit",
        "The visit is moved.",
        here(journey_id),
        f"{name_of(found)}, now {moment(one.starts_at)}",
        day="new_on",
    )

    def act(held: Journey) -> None:
        rearranging.move_visit(
            held,
            visit_id,
            form.moment(),
            reason=form.reason.data,
            despite=form.despite.data,
            by=actor(),
            at=clock.now(),
        )

    return ask(found, form, act, question, may=May.MOVE_VISIT)


def _call_off(journey_id: int, visit_id: int, *, missed: bool) -> ResponseReturnValue:
    found = find(May.MOVE_VISIT, journey_id)
    one, form = one_visit(found, visit_id), ReasonForm(version=found.version)
    rearranging.must_be_coming(found, visit_id, by=actor())
    if missed:
        rearranging.must_be_due(one, at=clock.now())
    when = moment(one.starts_at) if one.starts_at else "dates offered"
    question = Question(
        "The visit did not take place" if missed else "Cancel the visit",
        "Write it down" if missed else "Cancel the visit",
        "It is written down that the visit did not take place."
        if missed
        else "The visit is cancelled.",
        here(journey_id),
        name_of(found),
        kind="primary" if missed else "warning",
        told=[f"{visit_row(one.kind).name}, {when}.", TOLD_MISSED if missed else TOLD_CANCELLED],
    )
    return ask(
        found,
        form,
        lambda held: rearranging.call_off_visit(
            held, visit_id, missed=missed, reason=form.reason.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.MOVE_VISIT,
    )


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/cancel", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_cancel(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Call a visit off before its day."""
    return _call_off(journey_id, visit_id, missed=False)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/missed", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_missed(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """The day came, and the visit did not take place."""
    return _call_off(journey_id, visit_id, missed=True)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/hand-over", methods=["GET", "POST"])
@needs(May.ASSIGN)
def visit_hand_over(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Somebody else goes on with a visit: nothing that is written is lost."""
    found = find(May.ASSIGN, journey_id)
    one, form = one_visit(found, visit_id), HandOverForm(version=found.version)
    handing_over.must_be_in_hand(found, visit_id)
    form.visitor_id.choices = takers(found, one)
    if not form.visitor_id.choices:
        people = Link(
            "See who has which part", url_for("coordinator.people_of", journey_id=found.id)
        )
        return not_yet(found, "Hand the visit to somebody else", NOBODY_FREE, then=people)
    question = Question(
        "Hand the visit to somebody else",
        "Hand it over",
        "The visit is handed over. They are told, and so is the setting.",
        here(journey_id),
        f"{visit_row(one.kind).name}, {name_of(found)}",
        day="visitor_id",
    )

    def act(held: Journey) -> None:
        handing_over.hand_over_visit(
            held,
            visit_id,
            int(form.visitor_id.data),
            reason=form.reason.data,
            despite=form.despite.data,
            by=actor(),
            at=clock.now(),
        )

    return ask(found, form, act, question, may=May.ASSIGN)


@bp.route("/journeys/<int:journey_id>/visits/<int:visit_id>/other-days", methods=["GET", "POST"])
@needs(May.MOVE_VISIT)
def visit_other_days(journey_id: int, visit_id: int) -> ResponseReturnValue:
    """Offer other days instead of those that stand; the setting chooses again."""
    found = find(May.MOVE_VISIT, journey_id)
    one = one_visit(found, visit_id)
    rearranging.must_be_offerable(found, visit_id, by=actor(), at=clock.now())
    form = OtherDaysForm(version=found.version)
    question = Question(
        "Offer other days",
        "Send the dates",
        "The dates are with the setting.",
        here(journey_id),
        name_of(found),
        told=[TOLD_GIVEN_UP if one.starts_at else TOLD_INSTEAD],
        day="on_1",
    )

    def act(held: Journey) -> None:
        rearranging.offer_other_dates(
            held,
            visit_id,
            form.offered(),
            reason=form.reason.data,
            despite=form.despite.data,
            by=actor(),
            at=clock.now(),
        )

    return ask(found, form, act, question, may=May.MOVE_VISIT)
