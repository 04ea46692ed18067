"""What search engines read first: which pages are for everybody, and where they are listed."""

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from award.queries.authorities import list_authorities
from award.storage.db import db
from award.web.kit.access import open_to_all
from award.web.kit.rooms import ROOMS
from award.web.public.blueprint import bp

OF_ALL = (
    "public.start",
    "public.check",
    "public.accessibility",
    "public.privacy",
    "public.cookies",
)
OF_AUTHORITY = ("public.authority", "public.register", "public.register_map", "public.ask")


@bp.get("/sitemap.xml")
@open_to_all
def sitemap() -> ResponseReturnValue:
    """The pages for everybody: none of one setting, so that none is named by an address."""
    addresses = [url_for(name, _external=True) for name in OF_ALL]
    for one in list_authorities(db.session()):
        names = (*OF_AUTHORITY, *(("public.register_past",) if one.shows_past_awards else ()))
        addresses += [url_for(name, authority=one.code, _external=True) for name in names]
    return Response(
        render_template("public/sitemap.xml", addresses=addresses), mimetype="application/xml"
    )


@bp.get("/robots.txt")
@open_to_all
def robots() -> ResponseReturnValue:
    """Rooms and single certificates are nothing for a search engine."""
    rooms = [one.prefix.replace("<authority:authority>", "*") for one in ROOMS if one.prefix]
    closed = sorted({f"/{one.strip('/').partition('/<')[0]}/" for one in rooms})
    lines = [
        "User-agent: *",
        *(f"Disallow: {one}" for one in ("/check/", "/CHECK/", "/badges/", *closed)),
        f"Sitemap: {url_for('public.sitemap', _external=True)}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
