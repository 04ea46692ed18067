"""A round is taken out again, and whatever aims at it moves to another panel day."""

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.aiming import TAKEN_OUT
from award.actions.taking_out_rounds import take_out_round
from award.adapters import clock
from award.domain.panel_days import RoundInUse, taking_out_blockers
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.settings import find_round
from award.storage.authorities import Round
from award.storage.db import db
from award.storage.rounds_in_use import read_use
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day_whole, listed, plural
from award.web.kit.forms import SelectField
from award.web.kit.panel_days import panel_days
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm


class RoundRemoveForm(VersionedForm):
    """At which panel day they aim instead; asked only where something aims at the round."""

    instead = SelectField("Which panel day do they aim at instead?", blank="No panel day for now")


def why_it_stays(found: Round) -> str:
    """A sentence for each thing that keeps a round; empty where it can be taken out."""
    blockers = taking_out_blockers(read_use(db.session(), found))
    return " ".join(f"{one}." for one in blockers)


@screens.route("/rounds/<int:round_id>/remove", methods=["GET", "POST"])
@needs(May.EDIT_ROUNDS)
def round_remove(round_id: int) -> ResponseReturnValue:
    """Take a round out; what aims at it moves to the next one, unless somebody says otherwise."""
    found = find_round(db.session(), actor(), round_id) or abort(404)
    if stays := why_it_stays(found):
        raise NotAllowed(f"{found.name} cannot be taken out. {stays}")
    used, others = read_use(db.session(), found), panel_days(clock.today(), without=round_id)
    form = RoundRemoveForm(version=found.version, instead=others[0].value if others else None)
    form.instead.choices = others
    if not used.can_move:
        form.leave_out("instead")
    question = Question(
        f"Take out {found.name}",
        "Take it out",
        f"{found.name} is taken out.",
        url_for(".rounds"),
        lead=f"Its panel would meet on {day_whole(found.panel_on)}.",
        kind="warning",
        told=_told(used),
    )

    def chosen() -> Round | None:
        number = form["instead"].data if "instead" in form else None
        return find_round(db.session(), actor(), number) if number else None

    def act(held: Round) -> None:
        aim = chosen()
        if aim is None and "instead" in form and form["instead"].data:
            raise NotReady(TAKEN_OUT, of="instead")
        take_out_round(held, instead=aim, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.EDIT_ROUNDS, first=chosen())


def _told(used: RoundInUse) -> list[str]:
    """Who aims at it, and what goes with it."""
    goes = "What was planned for its agenda and its ceremony goes with it."
    if not used.can_move:
        return ["Nothing aims at it.", goes]
    aiming = [plural(used.aiming, "open journey")] if used.aiming else []
    cohorts = [plural(used.cohorts, "cohort")] if used.cohorts else []
    aims = "aims" if used.aiming + used.cohorts == 1 else "aim"
    return [
        f"{listed([*aiming, *cohorts])} {aims} at it. Leads are told their new day by e-mail.",
        goes,
    ]
