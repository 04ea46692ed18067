"""Brings in the national register: a file is sent, looked at in a preview, and kept."""

import json
from hashlib import sha256
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.importing import apply_import, plan_import
from award.actions.planning_import import ImportPlan
from award.adapters import clock
from award.adapters.files import NotKept
from award.adapters.registers import NotARegister, read_gias
from award.domain.permissions import May
from award.domain.refusals import Stale
from award.domain.registers import RegisterReading
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.import_previews import (
    Gone,
    Sent,
    content_of,
    gone_page,
    opened,
    upload_screen,
)
from award.web.coordinator.register_shown import (
    kept_words,
    places_of,
    proposed_words,
    register_shown,
)
from award.web.coordinator.setting_forms import PlainForm, RegisterForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.forms import Choice, HiddenText, ManyField
from award.web.kit.pages import Link, render
from award.web.kit.uploads import store

PURPOSE: Final = "register preview"


class KeepForm(PlainForm):
    """What the preview showed, so that nothing else is kept; and what of its proposals is so."""

    shown = HiddenText()
    taken = ManyField(
        "Which of these are so?",
        hint="Nothing of it is taken over by itself. What you leave out stays as it is, and is "
        "asked again only when the register says something new.",
    )

    def offer(self, plan: ImportPlan) -> None:
        """Show each setting that closed or has a new name, as the file says."""
        self.taken.choices = [
            Choice(one.number, proposed_words(one), f"Number {one.number}") for one in plan.proposed
        ]


@bp.route("/settings/register", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def register_upload() -> ResponseReturnValue:
    """Send the register's file; nothing changes before the preview was seen."""
    return upload_screen(
        RegisterForm(),
        _reading,
        refuses=(NotARegister,),
        purpose=PURPOSE,
        template="coordinator/register_upload.html",
        preview="coordinator.register_preview",
    )


@bp.route("/settings/register/<token>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def register_preview(token: str) -> ResponseReturnValue:
    """What the file would do; kept only as it was shown."""
    sent = opened(PURPOSE, token)
    reading = _read_again(sent) if sent.key else None
    if reading is None:
        return gone_page(sent, _gone())
    here, form = authority(), KeepForm()
    form.offer(plan_import(db.session(), here, reading))
    if form.validate_on_submit():
        try:
            with changing(here, May.OPEN_JOURNEY) as held:
                plan = plan_import(db.session(), held, reading)
                if _digest(plan) != form.shown.data:
                    raise Stale("the settings")
                taken = frozenset(str(one) for one in form.taken.data)
                done = apply_import(
                    db.session(),
                    held,
                    reading,
                    by=actor(),
                    at=clock.now(),
                    taken=taken,
                    left=frozenset(one.number for one in plan.proposed) - taken,
                )
            store().delete(sent.key)
            flash(kept_words(done))
            return redirect(url_for("coordinator.settings"))
        except Stale as refusal:
            refused(form, refusal)
    plan = plan_import(db.session(), here, reading)
    form.shown.data = _digest(plan)
    form.offer(plan)
    back = Link("Choose another file", url_for("coordinator.register_upload"))
    shown = register_shown(plan, reading)
    return render(
        "coordinator/register_preview.html", form=form, name=sent.name, back=back, **shown
    )


def _gone() -> Gone:
    return Gone(
        "What it showed is among the settings.",
        Link("See the settings", url_for("coordinator.settings")),
        Link("Bring in another file", url_for("coordinator.register_upload")),
    )


def _read_again(sent: Sent) -> RegisterReading | None:
    """The file as it was sent; None where somebody kept it a moment ago."""
    try:
        return _reading(sent)
    except (NotKept, NotARegister):
        return None


def _reading(sent: Sent) -> RegisterReading:
    return read_gias(content_of(sent), la_code=authority().la_code)


def _digest(plan: ImportPlan) -> str:
    """What a plan would do, in short: another plan has another digest."""
    parts = {
        name: [(one.number, [str(change) for change in one.changes]) for one in places]
        for name, places in {**places_of(plan), "Proposed": plan.proposed}.items()
    }
    return sha256(json.dumps([parts, plan.unchanged], sort_keys=True).encode()).hexdigest()
