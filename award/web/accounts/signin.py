"""Signing in and out, and choosing where to go."""

from flask import Response, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions import signing
from award.actions.limits import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, forget_tries, take_back_try
from award.adapters import clock
from award.adapters.passwords import (
    dummy_verify,
    hash_password,
    needs_rehash,
    new_secret,
    verify_password,
)
from award.domain.refusals import NotReady
from award.queries.people import find_user, list_parts
from award.storage.accounts import User
from award.storage.db import db, transaction, writing
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import SignInForm
from award.web.kit.access import needs_account, open_to_all
from award.web.kit.addresses import inside
from award.web.kit.drafts import form_at
from award.web.kit.limiting import here, must_be_within
from award.web.kit.pages import homes, render
from award.web.kit.signin import give_cookie, signed_in, take_cookie
from award.web.kit.waiting import AS_FORM, keep_waiting, open_waiting

WRONG = "Look at your e-mail address and your password again: they do not belong together"

NOT_YOURS = (
    "Somebody else was signed in here before. What they wrote was not sent, and is not shown."
)
NOT_THERE = "The page on which you wrote is not there any more, so what you wrote was not sent."


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The same words, and the same time, whether the address or the password was wrong."""
    if request.method == "GET" and signed_in():
        return redirect(inside(request.args.get("next")) or url_for("accounts.where_to"))
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        email = form.email.data.lower()
        must_be_within((SIGN_IN_ACCOUNT, email), (SIGN_IN_ADDRESS, here()))
        user = find_user(db.session(), email)
        if user is not None and is_password_of(user, form.password.data):
            return go_on(user, form)
        dummy = user is None or user.password_hash is None
        if dummy:
            dummy_verify(form.password.data)
        form.refuse(WRONG, field="email")
    return render("accounts/sign_in.html", form=form)


def is_password_of(user: User, password: str) -> bool:
    """Whether this is the person's password. An account without one fits none."""
    return user.password_hash is not None and verify_password(user.password_hash, password)


def go_on(user: User, form: SignInForm) -> Response:
    """Begin the sign-in, and go where the person wanted, or to the form that waits to be sent."""
    token = begin(user)
    _after_right_password(user, form)
    waiting, first = open_waiting(form.kept.data or ""), url_for("accounts.where_to")
    if waiting is None:
        return give_cookie(make_response(redirect(inside(form.next.data) or first)), token)
    answer = give_cookie(make_response(redirect(first)), token)
    if waiting.user_id != user.id:
        flash(NOT_YOURS, "attention")
        return answer
    try:
        keep_waiting(user, waiting, form_at(waiting.address, AS_FORM))
    except (NotReady, NoSuchPage):
        flash(NOT_THERE, "attention")
        return answer
    answer.location = waiting.address
    return answer


def begin(user: User) -> str:
    """A new sign-in row for somebody who proved who they are; the token for the cookie."""
    token, digest = new_secret()
    with transaction(lock=user) as fresh:
        signing.sign_in(
            db.session(),
            fresh,
            digest=digest,
            device=request.user_agent.string,
            at=clock.now(),
        )
    return token


def _after_right_password(user: User, form: SignInForm) -> None:
    """Count the account's tries anew, and keep the password as carefully as is done today."""
    stored = user.password_hash or ""
    better = hash_password(form.password.data) if needs_rehash(stored) else None
    with writing() as session:
        forget_tries(session, SIGN_IN_ACCOUNT, form.email.data)
        take_back_try(session, SIGN_IN_ADDRESS, here())
        fresh = session.get(User, user.id, with_for_update=True)
        if better and fresh is not None and fresh.password_hash == stored:
            fresh.password_hash = better


@bp.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """End this sign-in on the server; the cookie is worth nothing from then on.

    Leads on to ``next`` where a page asked for that, and to nowhere outside.
    """
    person = signed_in()
    if person is not None:
        with transaction(lock=person.sign_in) as fresh:
            signing.sign_out(fresh, at=clock.now())
    address = inside(request.args.get("next")) or url_for("accounts.signed_out")
    return take_cookie(make_response(redirect(address)))


@bp.get("/signed-out")
@open_to_all
def signed_out() -> ResponseReturnValue:
    """You are signed out."""
    return render("accounts/signed_out.html")


@bp.get("/where-to")
@needs_account
def where_to() -> ResponseReturnValue:
    """Straight to the one room that is yours; a choice where there are several."""
    person = signed_in()
    links = homes(list_parts(db.session(), person.user.id)) if person else []
    if len(links) == 1:
        return redirect(links[0].href)
    return render("accounts/where_to.html", links=links)
