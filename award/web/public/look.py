"""An authority's own look: its colours as a stylesheet, and its logo, both kept by their hash."""

from typing import Final

from flask import Response, abort
from flask.typing import ResponseReturnValue

from award.domain.brand import colour_troubles, look_of, read_colour
from award.domain.refusals import NotReady
from award.queries.authorities import find_logo
from award.storage.db import db
from award.web.kit.access import authority, open_to_all
from award.web.kit.assets import digest_of, look_sheet
from award.web.public.blueprint import bp

FOR_GOOD: Final = "public, max-age=31536000, immutable"
WHERE_SHOWN: Final = ".look-preview"


@bp.get("/<authority:authority>/look/<digest>.css")
@open_to_all
def look(digest: str) -> ResponseReturnValue:
    """The colours of this authority; only under the address that its pages name."""
    sheet = look_sheet(look_of(authority().brand_colour))
    if digest != digest_of(sheet):
        abort(404)
    return _kept(Response(sheet, mimetype="text/css"))


@bp.get("/<authority:authority>/look/preview/<colour>.css")
@open_to_all
def look_preview(colour: str) -> ResponseReturnValue:
    """Any colour that can be read, for the small picture beside the form that asks for it."""
    authority()
    try:
        read = read_colour(colour)
    except NotReady:
        abort(404)
    if colour_troubles(read):
        abort(404)
    return _kept(Response(look_sheet(look_of(read), WHERE_SHOWN), mimetype="text/css"))


@bp.get("/<authority:authority>/logo/<digest>.png")
@open_to_all
def logo(digest: str) -> ResponseReturnValue:
    """The logo, as it was made again from what was sent."""
    found = find_logo(db.session(), authority().id)
    if found is None or found.digest != digest:
        abort(404)
    return _kept(Response(found.picture, mimetype="image/png"))


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
