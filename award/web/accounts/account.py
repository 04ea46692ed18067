"""One's own account: where one is signed in, and the password."""

from typing import Final

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from award.actions import signing
from award.actions.limits import SIGN_IN_ACCOUNT
from award.adapters import clock
from award.adapters.devices import device_name
from award.adapters.passwords import hash_password
from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Role
from award.queries.calendar_entries import find_feed
from award.queries.people import list_parts, list_sign_ins
from award.storage.db import db, transaction
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import ChangePasswordForm
from award.web.accounts.signin import begin, is_password_of
from award.web.kit.access import needs_account
from award.web.kit.limiting import must_be_within
from award.web.kit.pages import homes, render
from award.web.kit.signin import SignedIn, give_cookie, look_again, signed_in, take_cookie

VISITED: Final = SETTING_ROLES | ASSIGNED_ROLES | {Role.COORDINATOR}
"""Who makes visits or receives them; all others have none to keep in a calendar."""


def me() -> SignedIn:
    """Who is signed in; the mark of these screens has seen to it that somebody is."""
    person = signed_in()
    if person is None:
        raise Unauthorized
    return person


@bp.get("/account")
@needs_account
def account() -> ResponseReturnValue:
    """What is kept about me, and where I am signed in."""
    person = me()
    sign_ins = list_sign_ins(db.session(), person.user.id, at=clock.now())
    parts = list_parts(db.session(), person.user.id)
    feed = find_feed(db.session(), person.user.id)
    return render(
        "accounts/account.html",
        person=person,
        sign_ins=sign_ins,
        device_name=device_name,
        links=homes(parts),
        visits=feed or any(one.role in VISITED for one in parts),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@needs_account
def password_change() -> ResponseReturnValue:
    """A new password. Every other device is signed out with it."""
    user = me().user
    form = ChangePasswordForm(known_as=user.email)
    form.about = (user.name, user.email)
    if form.validate_on_submit():
        must_be_within((SIGN_IN_ACCOUNT, user.email))
        if is_password_of(user, form.old.data):
            hashed = hash_password(form.password.data)
            with transaction(lock=user) as fresh:
                if look_again() is None:
                    raise Unauthorized
                signing.change_password(fresh, password_hash=hashed, at=clock.now())
            answer = make_response(redirect(url_for("accounts.account")))
            give_cookie(answer, begin(fresh))
            flash("Your password is changed, and every other device is signed out.")
            return answer
        form.refuse("This is not your password. Type the one you use now", field="old")
    return render("accounts/password_change.html", form=form)


@bp.post("/account/sign-out-everywhere")
@needs_account
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of mine, this one too."""
    with transaction(lock=me().user) as fresh:
        signing.end_sign_ins(db.session(), fresh.id, at=clock.now())
    return take_cookie(make_response(redirect(url_for("accounts.signed_out"))))
