"""Pausing a journey, going on with it, and which panel day it aims at."""

from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.aiming import TAKEN_OUT, change_round, must_be_aiming
from award.actions.pausing import (
    decline_pause,
    must_be_asked_to_pause,
    must_be_pausable,
    must_be_paused,
)
from award.actions.pausing import pause as pause_now
from award.actions.pausing import resume as go_on
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotReady
from award.queries.settings import find_round
from award.storage.authorities import Round
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.asking import came_from
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import AimForm, DeclineForm, PauseForm
from award.web.coordinator.shell import name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day
from award.web.kit.panel_days import panel_days
from award.web.kit.pauses import offer_days, what_stands
from award.web.kit.versions import VersionedForm

AIM_TOLD: Final = (
    "The lead gets an e-mail with the panel day, and with the day by which to be ready while that "
    "is still to come. Who has still to vote hears by when, if that changes."
)


def _home(found: Journey) -> str:
    return url_for("coordinator.journey", journey_id=found.id)


@bp.route("/journeys/<int:journey_id>/pause", methods=["GET", "POST"])
@needs(May.PAUSE)
def pause(journey_id: int) -> ResponseReturnValue:
    """Pause until a day, because the setting asked or because it helps."""
    found = find(May.PAUSE, journey_id)
    must_be_pausable(found)
    form = PauseForm(
        version=found.version, until_on=found.pause_asked_until, reason=found.pause_reason
    )
    offer_days(form.until_on, found)
    asked = found.pause_asked_until
    told = [f"The setting asks to pause until {day(asked)}: {found.pause_reason}"] if asked else []
    told.append("While it is paused, the setting’s clocks and letters stop.")
    told += what_stands(found)
    question = Question(
        "Pause the journey",
        "Pause",
        f"{name_of(found)} is paused.",
        came_from(_home(found)),
        name_of(found),
        told=told,
        template="coordinator/pause.html",
        shown={
            "decline": url_for("coordinator.pause_decline", journey_id=found.id) if asked else None
        },
    )

    def act(held: Journey) -> None:
        until = form.until_on.data or clock.today()
        pause_now(held, until, reason=form.reason.data, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.PAUSE)


@bp.route("/journeys/<int:journey_id>/pause/decline", methods=["GET", "POST"])
@needs(May.PAUSE)
def pause_decline(journey_id: int) -> ResponseReturnValue:
    """Say no to a pause that the setting asked for."""
    found = find(May.PAUSE, journey_id)
    must_be_asked_to_pause(found)
    asked = found.pause_asked_until
    told = [f"The setting asks to pause until {day(asked)}: {found.pause_reason}"] if asked else []
    question = Question(
        "Do not pause the journey",
        "Tell the setting",
        "Lead and head get an e-mail with your reason. The journey goes on.",
        _home(found),
        name_of(found),
        told=[*told, "Lead and head read your reason in an e-mail, and can ask again."],
    )
    form = DeclineForm(version=found.version)

    def act(held: Journey) -> None:
        decline_pause(held, reason=form.words.data, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.PAUSE)


@bp.route("/journeys/<int:journey_id>/resume", methods=["GET", "POST"])
@needs(May.PAUSE)
def resume(journey_id: int) -> ResponseReturnValue:
    """End a pause before its day."""
    found = find(May.PAUSE, journey_id)
    must_be_paused(found)
    question = Question(
        "End the pause",
        "Go on with the journey",
        "The journey goes on.",
        _home(found),
        name_of(found),
        told=["The setting’s clocks go on from here; the days of the pause do not count."],
    )
    form = VersionedForm(version=found.version)
    return ask(
        found, form, lambda held: go_on(held, by=actor(), at=clock.now()), question, may=May.PAUSE
    )


@bp.route("/journeys/<int:journey_id>/aim", methods=["GET", "POST"])
@needs(May.CHANGE_ROUND)
def aim(journey_id: int) -> ResponseReturnValue:
    """Let a journey aim at another panel day."""
    found, today = find(May.CHANGE_ROUND, journey_id), clock.today()
    must_be_aiming(found)
    form = AimForm(version=found.version, round_id=found.round_id)
    form.round_id.choices = panel_days(today, found.round_id)
    question = Question(
        "Which panel day does the setting aim at?",
        "Save the aim",
        "The aim is changed.",
        _home(found),
        name_of(found),
        told=[AIM_TOLD],
    )

    def chosen() -> Round | None:
        number = form.round_id.data
        return find_round(db.session(), actor(), number) if number else None

    def act(held: Journey) -> None:
        new = chosen()
        if form.round_id.data and new is None:
            raise NotReady(TAKEN_OUT)
        change_round(held, new, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.CHANGE_ROUND, first=chosen())
