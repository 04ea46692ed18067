"""The scanned signature of somebody who signs certificates: added, changed, taken away."""

from typing import Any, cast

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.wording_certificates import keep_signature, remove_signature
from award.adapters import clock
from award.adapters.logos import NotALogo, signature_made_again
from award.domain.permissions import May
from award.storage.certificate_looks import signatories_of
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.certificate_forms import PlainForm, SignatureForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.pages import Link, render


@bp.route("/signatories/<int:place>/signature", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def signature(place: int) -> ResponseReturnValue:
    """Put a scanned signature over a name, and see the one that is there."""
    people = signatories_of(db.session(), authority())
    who = people[place - 1] if 1 <= place <= len(people) else abort(404)
    form = SignatureForm()
    if form.validate_on_submit() and form.picture.data is not None:
        try:
            made = signature_made_again(cast("Any", form.picture.data.stream))
            with changing(authority(), May.EDIT_LOOK) as held:
                keep_signature(held, place, made, by=actor(), at=clock.now())
            flash("The signature is kept. Certificates made from now on carry it.")
            return redirect(url_for("coordinator.certificate_design"))
        except NotALogo as refusal:
            form.refuse(str(refusal), field="picture")
    return render(
        "coordinator/signature.html",
        form=form,
        who=who,
        remove_href=url_for("coordinator.signature_remove", place=place),
        back=Link("Who signs", url_for("coordinator.signatories")),
    )


@bp.route("/signatories/<int:place>/signature/remove", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def signature_remove(place: int) -> ResponseReturnValue:
    """No scanned signature any more: an empty line to sign on by hand."""
    people = signatories_of(db.session(), authority())
    who = people[place - 1] if 1 <= place <= len(people) else abort(404)
    form = PlainForm()
    if form.validate_on_submit():
        with changing(authority(), May.EDIT_LOOK) as held:
            remove_signature(held, place, by=actor(), at=clock.now())
        flash("The scanned signature is taken away.")
        return redirect(url_for("coordinator.signatories"))
    return render(
        "coordinator/signature_remove.html",
        form=form,
        who=who,
        back=Link("Who signs", url_for("coordinator.signatories")),
    )
