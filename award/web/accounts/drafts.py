"""Keeps what somebody is typing, for their own eyes, until they send it or throw it away."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.drafting import keep_draft, throw_away
from award.adapters import clock
from award.domain.refusals import NotFound, NotReady
from award.storage.db import transaction
from award.web.accounts.account import me
from award.web.accounts.blueprint import bp
from award.web.kit.access import needs_account
from award.web.kit.addresses import inside
from award.web.kit.drafts import form_at, read_typed
from award.web.kit.filters import clock_time

TOO_LONG = 413


@bp.post("/account/drafts")
@needs_account
def draft_keep() -> ResponseReturnValue:
    """Keep what stands in a form now; the page's script asks for it as one types."""
    user, sent = me().user, request.form
    place = form_at(sent.get("address", ""), sent.get("form", ""))
    typed, version = read_typed(sent.get("fields", "")), sent.get("version", 0, int)
    now = clock.now()
    try:
        with transaction(lock=user) as held:
            draft, replaced = keep_draft(held, place, typed, version=version, at=now)
    except NotReady as refusal:
        return jsonify(told=f"{refusal.blockers[0]}."), TOO_LONG
    told = f"Saved as a draft at {clock_time(now)}"
    if replaced:
        told += ". What was kept here before, from another time or tab, is not lost: open this"
        told += " page again to see both"
    return jsonify(version=draft.version, told=told)


@bp.post("/account/drafts/throw-away")
@needs_account
def draft_throw_away() -> ResponseReturnValue:
    """The person does not want what was kept."""
    sent = request.form
    try:
        with transaction(lock=me().user) as held:
            number, version = sent.get("draft", 0, int), sent.get("version", 0, int)
            throw_away(held, number, version=version)
        flash("Thrown away.")
    except NotFound:
        flash("What was kept here has changed in the meantime. Look at it again.", "attention")
    return redirect(inside(sent.get("back")) or url_for("accounts.where_to"))
