"""A letter to a quiet setting: drafted for its reason, read and changed, then sent once."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.nudging import nudge as send_nudge
from award.actions.nudging import receivers
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.stalling import find_stalled
from award.storage.days import calendar_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.coordinator.asking import came_from
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import NudgeForm
from award.web.coordinator.today_rows import told_since
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.errors import refused
from award.web.kit.filters import listed
from award.web.kit.journeys import is_under_way
from award.web.kit.pages import Link, render
from award.web.kit.waited import waited


@bp.route("/journeys/<int:journey_id>/nudge", methods=["GET", "POST"])
@needs(May.WRITE_NOTES)
def nudge(journey_id: int) -> ResponseReturnValue:
    """Read the drafted letter, change it, send it."""
    found = find(May.WRITE_NOTES, journey_id)
    if not is_under_way(found):
        abort(404)
    known = find_stalled(db.session(), actor(), found) or abort(404)
    form = NudgeForm(version=found.version, subject=known.nudge.subject, words=known.nudge.words)
    back = came_from(url_for("coordinator.letters", journey_id=journey_id))
    if form.validate_on_submit():
        try:
            return _send(found, form, back)
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                form["version"].fill(find(May.WRITE_NOTES, journey_id).version)
    to = receivers(found, at=clock.now())
    quiet = waited(calendar_of(found.setting), found.last_setting_act_at, clock.now())
    return render(
        "coordinator/nudge.html",
        form=form,
        known=known,
        told=told_since(known),
        quiet=quiet.words,
        to=listed([one.name or one.email for one in to]),
        sender=actor().name,
        lead=found.setting.name,
        back=Link("Back", back),
        people_at=url_for("coordinator.setting", place_id=found.setting_id),
    )


def _send(found: Journey, form: NudgeForm, back: str) -> ResponseReturnValue:
    with changing(found, May.WRITE_NOTES) as held:
        line = send_nudge(
            held,
            subject=form.subject.data,
            words=form.words.data,
            version=form["version"].data,
            by=actor(),
            at=clock.now(),
        )
    place = found.setting.name
    flash(f"Your letter to {place} is on its way." if line else "It was sent already.")
    return redirect(back)
