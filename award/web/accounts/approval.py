"""The head's approval by a link, without an account."""

from flask.typing import ResponseReturnValue

from award.actions.approving import STEP_WORDS, approve_by_link
from award.adapters import clock
from award.adapters.passwords import token_digest
from award.domain.refusals import NotAllowed
from award.queries.own_journeys import find_approval_by_link
from award.storage.db import db, transaction
from award.storage.journeys import Approval, Journey
from award.web.accounts.approval_forms import ApproveByLinkForm
from award.web.accounts.approval_words import what_is_approved
from award.web.accounts.blueprint import bp
from award.web.kit.access import open_to_all
from award.web.kit.pages import render


@bp.route("/approve/<token>", methods=["GET", "POST"])
@open_to_all
def approve(token: str) -> ResponseReturnValue:
    """Read what is to be approved, and say yes. The link works once."""
    asked = find_approval_by_link(db.session(), token_digest(token))
    if asked is None or asked.fell_at is not None or is_too_old(asked):
        return render("accounts/approve_used.html"), 404
    journey = db.session.get_one(Journey, asked.journey_id)
    if asked.approved_at is not None:
        return render("accounts/approve_done.html", journey=journey, what=STEP_WORDS[asked.of])
    form = ApproveByLinkForm(name=asked.approver_name)
    if form.validate_on_submit():
        try:
            with transaction(lock=journey) as held:
                fresh = db.session.get_one(Approval, asked.id, populate_existing=True)
                approve_by_link(held, fresh, name=form["name"].data, at=clock.now())
            return render("accounts/approve_done.html", journey=journey, what=STEP_WORDS[fresh.of])
        except NotAllowed as refusal:
            form.refuse(str(refusal))
    what = what_is_approved(journey, asked.of)
    return render("accounts/approve.html", journey=journey, form=form, what=what)


def is_too_old(asked: Approval) -> bool:
    """Whether the link's fourteen days have passed."""
    return asked.expires_at is None or asked.expires_at < clock.now()
