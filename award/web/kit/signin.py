"""Knows who is signed in: a row on the server, found by a token in a cookie, and nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Flask, Request, Response, current_app, flash, g, request, session
from flask_login import LoginManager, UserMixin
from sqlalchemy import update

from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.queries.people import find_sign_in
from award.storage.accounts import SignIn, User
from award.storage.db import WRITES, db

IDLE: Final = timedelta(hours=2)
SEEN_EVERY: Final = timedelta(minutes=1)
BOUND_TO: Final = "for"
FORM_MARK: Final = "csrf_token"  # its name, not the token


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The account behind a request, and the sign-in that it came with."""

    user: User
    sign_in: SignIn

    def get_id(self) -> str:
        return str(self.user.id)


def init_sign_in(app: Flask) -> None:
    """Let Flask-Login ask for the person with each request; nothing of it lies in the cookie."""
    manager = LoginManager(app)  # type: ignore[no-untyped-call] # untyped
    manager.session_protection = ""  # the token in the cookie is the only protection it needs
    manager.request_loader(lambda _asked: signed_in())  # type: ignore[no-untyped-call] # untyped

    @app.before_request
    def bind_page_cookie() -> None:
        """The small cookie with the form's token and the notices belongs to one sign-in only."""
        if request.endpoint == "static":
            return  # nobody is looked up for styles and scripts, and they leave the cookie alone
        here = signed_in()
        bound = here.sign_in.digest[:16] if here else ""
        if session.get(BOUND_TO, "") != bound:
            session.clear()
            session[BOUND_TO] = bound
        if here and FORM_MARK not in session:  # what is sent from a page says for whom it was made
            session[FORM_MARK] = f"{new_token()}.{here.user.id}"


def begin_page_cookie(digest: str) -> None:
    """Let the page's cookie belong to a sign-in that begins with this request."""
    g.pop(FORM_MARK, None)
    session.clear()
    session[BOUND_TO] = digest[:16]


def tell_though_signed_out(words: str) -> None:
    """A notice that is still read where what was done just now ended this sign-in."""
    if look_again() is None:
        begin_page_cookie("")
    flash(words)


def cookie_name() -> str:
    """The name of the cookie; over https browsers let no other host set it."""
    return "__Host-award" if current_app.config["AWARD"].is_https else "award"


def signed_in() -> SignedIn | None:
    """Who is signed in now. The row is read once a request, and again inside a change."""
    if "signed_in" not in g:
        g.signed_in = _load(request)
    found: SignedIn | None = g.signed_in
    return found


def is_signed_in() -> bool:
    """Whether somebody is signed in."""
    return signed_in() is not None


def look_again() -> SignedIn | None:
    """Read the sign-in afresh, as after waiting for a lock."""
    g.pop("signed_in", None)
    return signed_in()


def _load(asked: Request) -> SignedIn | None:
    token = asked.cookies.get(cookie_name(), "")
    if not token or asked.endpoint == "static":
        return None
    row = find_sign_in(db.session(), token_digest(token))
    now = clock.now()
    if row is None or row.ended_at is not None or row.user.ended_at is not None:
        return None
    if row.expires_at <= now or row.seen_at + IDLE <= now:
        return None
    if row.seen_at + SEEN_EVERY <= now:
        _note_seen(row.id)
    return SignedIn(row.user, row)


def _note_seen(sign_in_id: int) -> None:
    """Write down that the person is still there: its own short change, beside the request's."""
    with db.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(
            update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now())
        )
        connection.commit()


def give_cookie(response: Response, token: str) -> Response:
    """Hand the token to the browser; it forgets it when it is closed."""
    begin_page_cookie(token_digest(token))
    response.set_cookie(
        cookie_name(),
        token,
        secure=current_app.config["AWARD"].is_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def take_cookie(response: Response) -> Response:
    """Have the browser forget the token."""
    secure = current_app.config["AWARD"].is_https
    response.delete_cookie(cookie_name(), secure=secure, httponly=True, samesite="Lax", path="/")
    session.clear()
    return response
