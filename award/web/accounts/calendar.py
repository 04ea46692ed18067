"""One's visits in one's own calendar: a private address that can be renewed or stopped."""

from flask import Response, abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from award.actions.subscribing import renew_feed, stop_feed
from award.adapters import clock
from award.adapters.ics import write_calendar
from award.adapters.passwords import new_token, token_digest
from award.queries.calendar_entries import find_feed, find_feed_user, list_entries
from award.storage.db import db, transaction
from award.web.accounts.account import me
from award.web.accounts.blueprint import bp
from award.web.kit.access import needs_account, open_to_all
from award.web.kit.forms import Form
from award.web.kit.pages import render
from award.web.kit.signin import look_again

NAME = "Visits, Positive and Peaceful Places"


class CalendarForm(Form):
    """Only a button."""


@bp.get("/account/calendar")
@needs_account
def calendar_address() -> ResponseReturnValue:
    """Whether there is an address, and how one gets it, renews it or stops it."""
    return _shown("")


@bp.post("/account/calendar/renew")
@needs_account
def calendar_renew() -> ResponseReturnValue:
    """A new address, shown this once; the one before is dead from now on."""
    if not CalendarForm().validate_on_submit():
        return redirect(url_for("accounts.calendar_address"))
    token = new_token()
    with transaction(lock=me().user) as fresh:
        if look_again() is None:
            raise Unauthorized
        renew_feed(fresh, digest=token_digest(token), at=clock.now())
    path = url_for("accounts.calendar_feed", token=token)
    return _shown(f"{current_app.config['AWARD'].public_url}{path}")


@bp.post("/account/calendar/stop")
@needs_account
def calendar_stop() -> ResponseReturnValue:
    """No address any more."""
    if CalendarForm().validate_on_submit():
        with transaction(lock=me().user) as fresh:
            if look_again() is None:
                raise Unauthorized
            stop_feed(fresh, at=clock.now())
        flash("The address has stopped. Take it out of your calendar when you like.")
    return redirect(url_for("accounts.calendar_address"))


@bp.get("/calendar/<token>.ics")
@open_to_all
def calendar_feed(token: str) -> ResponseReturnValue:
    """The visits of whose address this is. Nothing says whether an address ever worked."""
    now = clock.now()
    user = find_feed_user(db.session(), token_digest(token)) or abort(404)
    entries = list_entries(
        db.session(), user.id, host=current_app.config["AWARD"].public_host, at=now
    )
    answer = Response(write_calendar(entries, at=now, name=NAME), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _shown(address: str) -> str:
    feed = find_feed(db.session(), me().user.id)
    return render("accounts/calendar_address.html", feed=feed, address=address, form=CalendarForm())
