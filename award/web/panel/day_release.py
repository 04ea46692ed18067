"""Releasing at one go every award that the panel decided on its day."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.releasing_day import release_day
from award.adapters import clock
from award.domain.facts import Asker
from award.domain.lifecycle import find_move
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.facts import facts_of
from award.web.kit.access import actor, changing, needs
from award.web.kit.agendas import AgendaRow, rows_of, the_day, when_words
from award.web.kit.errors import refused
from award.web.kit.filters import day, plural
from award.web.kit.forms import AtMost, Choice, Form, HiddenVersion, LongField, ManyField, Required
from award.web.kit.pages import Link, render
from award.web.panel.blueprint import bp


class ReleaseForm(Form):
    """Which awards are released, and why, where no minutes say it."""

    journeys = ManyField("Awards that can be released", [Required("Tick at least one")])
    words = LongField(
        "Why? (optional)",
        [AtMost(8000)],
        hint="The settings read it. Where minutes give reasons, those go out instead.",
        rows=4,
    )


@bp.route("/days/<int:round_id>/release", methods=["GET", "POST"])
@needs(May.RELEASE)
def day_release(round_id: int) -> ResponseReturnValue:
    """Release every ticked award. Each setting is told, and the certificates are made."""
    found = the_day(round_id)
    ready = [one for one in rows_of(found) if can_be_released(one)]
    form = _form(ready)
    if form.validate_on_submit():
        versions = {
            number: form[f"version_{number}"].data
            for number in map(int, form["journeys"].data)
            if f"version_{number}" in form
        }
        try:
            with changing(found, May.RELEASE) as held:
                done = release_day(held, versions, form["words"].data, by=actor(), at=clock.now())
                names = len(done)
            flash(f"{plural(names, 'award')} released. The certificates are being made.")
            return redirect(url_for("panel.day", round_id=round_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    announced = found.announce_on if any(_is_public(one) for one in ready) else None
    return render(
        "panel/day_release.html",
        day=found,
        when=when_words(found),
        form=form,
        ready=ready,
        announced=day(announced) if announced and announced > clock.today() else "",
        back=Link(found.name, url_for("panel.day", round_id=round_id)),
    )


def can_be_released(row: AgendaRow) -> bool:
    """Whether nothing is missing for a plain award; other outcomes are released one by one."""
    journey = row.on.journey
    if journey.stage is not Stage.DECIDING:
        return False
    asker = Asker(actor().role, actor().user_id)
    facts = facts_of(journey, at=clock.now(), asker=asker)
    return not facts.paused and not find_move("award", journey.stage).blockers(facts)


def _is_public(row: AgendaRow) -> bool:
    """Whether everybody learns of its award at all."""
    return not row.on.journey.setting.is_hidden


def _form(ready: list[AgendaRow]) -> ReleaseForm:
    """A tick and the version shown for each journey that can be released."""
    fields: dict[str, Any] = {
        f"version_{one.on.journey.id}": HiddenVersion(default=one.on.journey.version)
        for one in ready
    }
    kind: type[ReleaseForm] = type("DayReleaseForm", (ReleaseForm,), fields)
    form = kind(journeys=[one.on.journey.id for one in ready])
    form.journeys.choices = [
        Choice(one.on.journey.id, one.name, f"{one.besides}.") for one in ready
    ]
    return form
