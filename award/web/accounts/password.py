"""A forgotten password, and the way back in by a letter."""

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions import signing
from award.actions.limits import RESET_ACCOUNT, RESET_ADDRESS
from award.adapters import clock
from award.adapters.passwords import hash_password, new_token, token_digest
from award.domain.refusals import NotFound
from award.queries.people import find_reset, find_user
from award.storage.accounts import User
from award.storage.db import db, transaction, writing
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import ForgottenForm, NewPasswordForm
from award.web.kit.access import open_to_all
from award.web.kit.limiting import here, may_try, must_be_within
from award.web.kit.pages import render
from award.web.kit.signin import take_cookie


@bp.route("/forgotten-password", methods=["GET", "POST"])
@open_to_all
def forgotten_password() -> ResponseReturnValue:
    """Ask for the letter. The answer is the same whether or not the address is known."""
    form = ForgottenForm()
    if form.validate_on_submit():
        email = form.email.data.lower()
        must_be_within((RESET_ADDRESS, here()))
        if may_try((RESET_ACCOUNT, email)):
            token = new_token()
            with writing() as session:
                signing.ask_for_password(
                    session,
                    find_user(session, email),
                    email=email,
                    token=token,
                    digest=token_digest(token),
                    at=clock.now(),
                )
        return redirect(url_for("accounts.letter_sent"))
    return render("accounts/forgotten_password.html", form=form)


@bp.get("/forgotten-password/sent")
@open_to_all
def letter_sent() -> ResponseReturnValue:
    """What happens next."""
    return render("accounts/letter_sent.html")


@bp.route("/reset-password/<token>", methods=["GET", "POST"])
@open_to_all
def reset_password(token: str) -> ResponseReturnValue:
    """Choose a new password by the letter's link; it works once, and ends every sign-in."""
    reset = find_reset(db.session(), token_digest(token), at=clock.now())
    if reset is None:
        return render("accounts/link_used.html"), 404
    user = db.session.get(User, reset.user_id)
    form = NewPasswordForm(known_as=user.email if user else "")
    form.about = (user.name, user.email) if user else ()
    if form.validate_on_submit():
        hashed = hash_password(form.password.data)
        try:
            with transaction(lock=reset) as fresh:
                signing.use_reset(fresh, password_hash=hashed, at=clock.now())
        except NotFound:
            return render("accounts/link_used.html"), 404
        answer = take_cookie(make_response(redirect(url_for("accounts.sign_in"))))
        flash("Your password is changed. Sign in with the new one.")
        return answer
    return render("accounts/reset_password.html", form=form)
