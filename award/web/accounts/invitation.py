"""Coming in by an invitation."""

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.inviting import accept_invitation, place_of
from award.adapters import clock
from award.adapters.passwords import hash_password, token_digest
from award.domain.people import INVITED_AS
from award.domain.refusals import NotAllowed, NotFound
from award.queries.people import find_invitation, find_user
from award.storage.accounts import Invitation, User
from award.storage.authorities import Authority
from award.storage.db import db, transaction
from award.storage.settings import Group, Setting
from award.web.accounts.blueprint import bp
from award.web.accounts.forms import AcceptForm, TakeOnForm
from award.web.accounts.signin import begin
from award.web.kit.access import open_to_all
from award.web.kit.pages import render
from award.web.kit.signin import give_cookie, signed_in


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    """Say who you are, choose a password, and begin. Who has an account signs in and says yes.

    Who is signed in with another address is told so before anything is asked of them.
    """
    row = find_invitation(db.session(), token_digest(token), at=clock.now())
    if row is None:
        return render("accounts/link_used.html"), 404
    known, person = find_user(db.session(), row.email), signed_in()
    if person is not None and (known is None or person.user.id != known.id):
        page = "accounts/invitation_for_another.html"
        return render(page, now=person.user.email, **words_of(row))
    if known is not None and person is None:
        return render("accounts/invitation_sign_in.html", **words_of(row))
    form = TakeOnForm() if known else AcceptForm(name=row.name, known_as=row.email)
    if isinstance(form, AcceptForm):
        form.about = (row.name, row.email)
    if form.validate_on_submit():
        try:
            return come_in(row, form)
        except NotFound:
            return render("accounts/link_used.html"), 404
        except NotAllowed as refusal:
            form.refuse(str(refusal))
    return render("accounts/invitation.html", form=form, known=known, **words_of(row))


def words_of(row: Invitation) -> dict[str, str]:
    """The role, the place and the address of an invitation, for its page."""
    place = db.session.get(Setting, row.setting_id) if row.setting_id else None
    trust = db.session.get(Group, row.group_id) if row.group_id else None
    owner = db.session.get_one(Authority, row.authority_id)
    named = next((one.name for one in (place, trust) if one is not None), owner.name)
    return {"role": INVITED_AS[row.role], "place": named, "email": row.email}


def come_in(row: Invitation, form: AcceptForm | TakeOnForm) -> ResponseReturnValue:
    """Accept, and begin a sign-in with the new role."""
    person = signed_in()
    user_id = person.user.id if person else None
    is_new = isinstance(form, AcceptForm)
    hashed = hash_password(form.password.data) if isinstance(form, AcceptForm) else ""
    with transaction(lock=row, first=place_of(row)) as fresh:
        joined = accept_invitation(
            fresh,
            user=db.session.get(User, user_id) if user_id else None,
            name=form.name.data if isinstance(form, AcceptForm) else "",
            password_hash=hashed,
            at=clock.now(),
        )
    token = begin(joined)
    answer = give_cookie(make_response(redirect(url_for("accounts.where_to"))), token)
    flash("Welcome. You are signed in." if is_new else "The new role is yours from now on.")
    return answer
