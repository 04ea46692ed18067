"""The pages that say how the service keeps its word: accessibility, privacy, cookies, security."""

from datetime import timedelta

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.queries.authorities import list_authorities
from award.storage.db import db
from award.web.kit.access import open_to_all
from award.web.kit.pages import render
from award.web.kit.signin import cookie_name
from award.web.public.blueprint import bp

CHECKED_AGAIN = timedelta(days=180)


@bp.get("/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    """What works, what was tried, and whom to tell."""
    return render("public/accessibility.html", authorities=list_authorities(db.session()))


@bp.get("/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    """What is kept about people, why, and for how long."""
    return render("public/privacy.html", authorities=list_authorities(db.session()))


@bp.get("/cookies")
@open_to_all
def cookies() -> ResponseReturnValue:
    """The two cookies, by their names."""
    names = (cookie_name(), current_app.config["SESSION_COOKIE_NAME"])
    return render("public/cookies.html", names=names)


@bp.get("/.well-known/security.txt")
@open_to_all
def security() -> ResponseReturnValue:
    """Whom to tell of a weakness."""
    public = current_app.config["AWARD"].public_url
    mails = [one.contact_email for one in list_authorities(db.session()) if one.contact_email]
    contacts = [f"Contact: mailto:{one}" for one in mails] or [f"Contact: {public}/accessibility"]
    until = clock.now() + CHECKED_AGAIN
    lines = [
        *contacts,
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {public}/.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
