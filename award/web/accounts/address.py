"""Another e-mail address for one's account: asked for here, taken by the letter's link."""

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from award.actions.limits import RESET_ACCOUNT, SIGN_IN_ACCOUNT
from award.actions.readdressing import ask_for_address, use_address
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.queries.people import find_address_change
from award.storage.accounts import AddressChange, User
from award.storage.db import db, transaction
from award.web.accounts.account import me
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import AddressForm, TakeOnForm
from award.web.accounts.signin import begin, is_password_of
from award.web.kit.access import needs_account, open_to_all
from award.web.kit.errors import refused
from award.web.kit.limiting import must_be_within
from award.web.kit.pages import render
from award.web.kit.signin import give_cookie, look_again, signed_in, take_cookie


@bp.route("/account/address", methods=["GET", "POST"])
@needs_account
def address_change() -> ResponseReturnValue:
    """Ask for the letter to the new address. The answer is the same whoever has that address."""
    user, form = me().user, AddressForm()
    if form.validate_on_submit():
        must_be_within((SIGN_IN_ACCOUNT, user.email))
        if not is_password_of(user, form.password.data):
            form.refuse("This is not your password. Type the one you use now", field="password")
        elif _asked(user, form):
            return redirect(url_for("accounts.address_asked"))
    return render("accounts/address_change.html", form=form, now=user.email)


def _asked(user: User, form: AddressForm) -> bool:
    """Whether a letter is on its way; what refused it is told on the form."""
    must_be_within((RESET_ACCOUNT, f"address:{user.id}"))
    token = new_token()
    try:
        with transaction(lock=user) as fresh:
            if look_again() is None:
                raise Unauthorized
            digest = token_digest(token)
            ask_for_address(fresh, form.email.data, token=token, digest=digest, at=clock.now())
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
        return False
    return True


@bp.get("/account/address/sent")
@needs_account
def address_asked() -> ResponseReturnValue:
    """What happens next."""
    return render("accounts/address_asked.html", now=me().user.email)


@bp.route("/new-address/<token>", methods=["GET", "POST"])
@open_to_all
def new_address(token: str) -> ResponseReturnValue:
    """Take the new address by its letter's link, which works once."""
    found = find_address_change(db.session(), token_digest(token), at=clock.now())
    if found is None:
        return render("accounts/link_used.html"), 404
    form = TakeOnForm()
    if form.validate_on_submit():
        try:
            return _taken(found)
        except NotFound:
            return render("accounts/link_used.html"), 404
    return render("accounts/new_address.html", form=form, email=found.email)


def _taken(found: AddressChange) -> ResponseReturnValue:
    """The address is changed; who is signed in here as that person stays so, all others do not."""
    person = signed_in()
    with transaction(lock=found) as fresh:
        user = use_address(fresh, at=clock.now())
    if person is not None and person.user.id == user.id:
        answer = make_response(redirect(url_for("accounts.account")))
        give_cookie(answer, begin(user))
        flash("Your e-mail address is changed, and every other device is signed out.")
        return answer
    answer = make_response(redirect(url_for("accounts.sign_in")))
    flash("The e-mail address is changed. Sign in with it from now on.")
    return take_cookie(answer) if person is None else answer
