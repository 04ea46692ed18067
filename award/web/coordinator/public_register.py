"""What the public register tells beyond who holds the award today."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.branding import show_past_awards
from award.adapters import clock
from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.choice_fields import TickField
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render


class PublicRegisterForm(Form):
    """One question: are awards of before shown?"""

    past = TickField(
        "Show awards that have ended",
        hint="Each with the setting’s name, and from when until when. Never one that was taken "
        "back, and never a setting that is not to be named.",
    )


@bp.route("/public-register", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def public_register() -> ResponseReturnValue:
    """Whether the register tells of awards that have ended."""
    owner = authority()
    form = PublicRegisterForm(past=owner.shows_past_awards)
    if form.validate_on_submit():
        with changing(owner, May.EDIT_LOOK) as held:
            show_past_awards(held, bool(form.past.data), by=actor(), at=clock.now())
        flash("Saved. The register shows it from now on.")
        return redirect(url_for("coordinator.public_register"))
    return render(
        "coordinator/public_register.html",
        form=form,
        owner=owner,
        back=Link("Scheme", url_for("coordinator.scheme")),
        changes=lines_of(owner, "register"),
    )
