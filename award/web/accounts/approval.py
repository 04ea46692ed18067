"""The head says yes by a link that works once, without an account."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.approving import STEP_WORDS, approve_by_link
from award.adapters import clock
from award.adapters.passwords import token_digest
from award.domain.refusals import NotAllowed
from award.queries.approvals import find_approval, find_journey_of, list_lines
from award.storage.db import db, transaction
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import ApproveForm
from award.web.kit.access import open_to_all
from award.web.kit.errors import refused
from award.web.kit.pages import render


@bp.route("/approve/<token>", methods=["GET", "POST"])
@open_to_all
def approve(token: str) -> ResponseReturnValue:
    """What is to be approved, to read; and one button. Looking at it changes nothing."""
    now = clock.now()
    approval = find_approval(db.session(), token_digest(token))
    if approval is None or not approval.expires_at or approval.expires_at < now:
        return render("accounts/link_used.html"), 404
    if approval.fell_at or approval.approved_at:
        return render("accounts/link_used.html"), 404
    journey, of = find_journey_of(db.session(), approval), approval.of
    form = ApproveForm(name=approval.approver_name)
    if form.validate_on_submit():
        try:
            with transaction(lock=journey) as fresh:
                asked = find_approval(db.session(), token_digest(token)) or approval
                approve_by_link(fresh, asked, name=form.name.data, at=clock.now())
            return redirect(url_for("accounts.approved"))
        except NotAllowed as refusal:
            refused(form, refusal)
    lines = list_lines(journey, of, at=now)
    return render(
        "accounts/approve.html", form=form, journey=journey, step=STEP_WORDS[of], lines=lines
    )


@bp.get("/approved")
@open_to_all
def approved() -> ResponseReturnValue:
    """Thank you; nothing more is needed."""
    return render("accounts/approved.html")
