"""An appeal has come: say who hears it, or confirm that it is with the panel."""

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.appealing import AGAINST_WORDS, receive_appeal
from award.actions.hearing import name_hearer
from award.adapters import clock
from award.domain.permissions import May
from award.queries.appeals import Hearers, find_appeal, list_hearers
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.coordinator.shell import name_of
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day, listed
from award.web.kit.forms import Choice, ChoiceField, Form, HiddenVersion, Required

NOBODY = "0"


class HearerForm(Form):
    """Who of the panel hears the appeal."""

    version = HiddenVersion()
    hearer = ChoiceField("Who hears it?", [Required("Choose one")], default=NOBODY)

    def offer(self, hearers: Hearers) -> None:
        """Show who may, and leaving it to the panel."""
        leave = "The panel agrees among itself. The setting reads that the appeal has come."
        bound = listed(one.name for one in hearers.bound)
        if bound:
            self.hearer.hint = f"Not offered, since they took part or have a tie: {bound}."
        self.hearer.choices = [
            *(Choice(str(one.id), one.name) for one in hearers.free),
            Choice(NOBODY, "Nobody by name yet", leave),
        ]


@bp.route("/journeys/<int:journey_id>/appeal", methods=["GET", "POST"])
@needs(May.RECEIVE_APPEAL)
def appeal(journey_id: int) -> ResponseReturnValue:
    """Ask a panel member who took no part to hear an appeal."""
    found = find(May.RECEIVE_APPEAL, journey_id)
    lodged = find_appeal(db.session(), found) or abort(404)
    hearers = list_hearers(db.session(), actor(), found, at=clock.now())
    form = HearerForm(version=found.version, hearer=str(hearers.asked or NOBODY))
    form.offer(hearers)
    question = Question(
        "Who hears the appeal?",
        "Save",
        "Saved. Whoever is asked gets an e-mail.",
        url_for("coordinator.decision", journey_id=found.id),
        name_of(found),
        told=_told(hearers),
        facts=[
            {"key": "Against", "value": AGAINST_WORDS[lodged.against].capitalize()},
            {"key": "Lodged", "value": day(lodged.lodged_at)},
            {"key": "The setting says", "value": lodged.words},
        ],
    )

    def act(held: Journey) -> None:
        chosen, by, at = form.hearer.data, actor(), clock.now()
        if chosen in (None, NOBODY):
            receive_appeal(held, by=by, at=at)
        else:
            name_hearer(held, int(chosen), by=by, at=at)

    return ask(found, form, act, question, may=May.RECEIVE_APPEAL)


def _told(hearers: Hearers) -> list[str]:
    """What to do where nobody on the panel may hear it."""
    told = (
        "Nobody on the panel is free to hear it. Invite a panel member from another authority "
        "under People; until then confirm that the appeal has come."
    )
    return [] if hearers.free else [told]
