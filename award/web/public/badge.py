"""The badge for a setting's own web site: a picture that shows how its award stands today."""

import re
from typing import Final

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from award.actions.limits import CHECK_ADDRESS
from award.adapters import clock
from award.adapters.certificates import drawings
from award.domain.brand import greyed
from award.domain.checking_codes import MistypedCode, NotACode, grouped, read_code
from award.queries.public_badges import BadgeNow, find_badge
from award.storage.db import db
from award.web.kit.access import open_to_all
from award.web.kit.limiting import count_miss, here, must_not_be_over
from award.web.public.blueprint import bp

FIVE_MINUTES: Final = "public, max-age=300, must-revalidate"
SEAL: Final = "certificate:seal.svg"
_ROOT: Final = re.compile(r"<svg [^>]*>")


@bp.get("/badges/<code>.svg")
@open_to_all
def badge(code: str) -> ResponseReturnValue:
    """The picture. It sets nothing in a reader's browser, asks nothing of it, fetches nothing."""
    now = _asked(code)
    drawn = render_template("public/badge.svg", badge=now.badge, seal=_seal(now))
    answer = Response(drawn, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = FIVE_MINUTES
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    answer.add_etag()
    return make_response(answer.make_conditional(request))


@bp.get("/badges/<code>")
@open_to_all
def badge_of(code: str) -> ResponseReturnValue:
    """Where the badge leads: to the page that says how the award stands today."""
    return redirect(url_for("public.check_code", code=grouped(_asked(code).code)))


def _asked(code: str) -> BadgeNow:
    """The badge with this code. Answers 404, and 429 to whoever guessed too often."""
    try:
        read = read_code(code)
    except (NotACode, MistypedCode):
        abort(404)
    must_not_be_over(CHECK_ADDRESS, here())
    found = find_badge(db.session(), read, today=clock.today())
    if found is None:
        count_miss(CHECK_ADDRESS, here())
        abort(404)
    return found


def _seal(now: BadgeNow) -> Markup:
    """The award's seal in the council's colour; grey where the award is not held."""
    drawn = drawings(now.brand_colour)[SEAL].decode()
    drawn = drawn if now.badge.is_held else greyed(drawn)
    placed = '<svg x="18" y="14" width="68" height="85" viewBox="0 0 120 150">'
    return Markup(_ROOT.sub(placed, drawn, count=1))  # noqa: S704 - our own drawing
