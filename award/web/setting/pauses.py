"""Asking to pause a journey, and the line that tells of a pause on every page of the room."""

from dataclasses import dataclass
from typing import Any, Final

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.pausing import ask_for_pause, must_be_pausable
from award.adapters import clock
from award.domain.permissions import May
from award.queries.own_journeys import find_open_journey
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs, setting
from award.web.kit.filters import day
from award.web.kit.pages import Link
from award.web.kit.pauses import offer_days
from award.web.setting.blueprint import bp
from award.web.setting.forms import PauseForm
from award.web.setting.here import REFUSALS, ask, refuse, rests

TOLD_THERE: Final = frozenset({"setting.home", "setting.journey"})


@dataclass(frozen=True)
class Resting:
    """That the journey is paused, and where that is told in full."""

    words: str
    link: Link


@bp.context_processor
def around() -> dict[str, Any]:
    """What stands around every page of this room but its first while the journey rests."""
    if g.get("here") is None or request.endpoint in TOLD_THERE:
        return {}
    found = _journey_of_page()
    if found is None or found.ended_at is not None or not rests(found):
        return {}
    until = day(found.paused_until)
    words = f"Your journey rests until {until}. Nothing is asked of you until then."
    return {"resting": Resting(words, Link("How it stands", url_for("setting.home")))}


def _journey_of_page() -> Journey | None:
    """The journey that the address names, which its screen has found already; else the open one."""
    number = (request.view_args or {}).get("journey_id")
    if number is None:
        return find_open_journey(db.session(), actor(), setting())
    found = db.session().get(Journey, number)
    return found if found is not None and found.setting_id == setting().id else None


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
