"""The head says yes, signed in, to what they read here."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.approving import approve, must_wait_for_approval
from award.actions.moves import must_be_at
from award.actions.preparing import missing_before
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.routes import Approval
from award.queries.approvals import list_every_criterion
from award.storage.facts import facts_of
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.pages import render
from award.web.kit.ready_shown import every_criterion_told, still_needed
from award.web.setting.approval import (
    agrees_to,
    approval_named,
    back_to,
    may_give,
    send_back_link,
    to_read,
)
from award.web.setting.approver_words import OVERTAKEN_BY
from award.web.setting.blueprint import bp
from award.web.setting.forms import ApproveForm
from award.web.setting.here import REFUSALS, refuse


@bp.route("/journeys/<int:journey_id>/approvals/<of>/give", methods=["GET", "POST"])
@needs(May.SEE_APPLICATION)
def approval_give(journey_id: int, of: str) -> ResponseReturnValue:
    """The head says yes, signed in, to exactly what this page shows."""
    journey, what = find(May.SEE_APPLICATION, journey_id), approval_named(of)
    must_wait_for_approval(journey, what)
    may = may_give(journey, what)
    if may is None:
        raise NotFound
    form = ApproveForm(version=journey.version)
    if form.validate_on_submit():
        try:
            with changing(journey, may) as held:
                must_be_at(held, form["version"].data)
                approve(held, what, by=actor(), at=clock.now())
            flash("Approved. Thank you.")
            return redirect(url_for("setting.home"))
        except REFUSALS as refusal:
            refuse(form, refusal, journey.version)
    facts, shown = facts_of(journey, at=clock.now()), what is Approval.READY
    lines = list_every_criterion(journey, at=clock.now()) if shown else ()
    later = f"If {OVERTAKEN_BY[what]} changes, you are asked again."
    return render(
        "setting/approval_give.html",
        form=form,
        heading="Approve this",
        button="Approve",
        back=back_to(journey, what),
        whose=journey.setting.name,
        lead=f"You agree {agrees_to(what)}, as it stands now. {later}",
        links=[*to_read(journey, what), *send_back_link(journey, what)],
        blockers=missing_before(what, facts),
        needed=still_needed(facts) if shown else (),
        told=every_criterion_told(len(lines)),
        lines=lines,
    )
