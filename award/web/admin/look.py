"""The look of one authority, and who signs its certificates."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.admin.blueprint import bp
from award.web.kit import branding
from award.web.kit.access import authority, needs
from award.web.kit.pages import Link

A = "/authorities/<authority:authority>"


def _people() -> Link:
    return Link(authority().name, url_for("admin.people"))


@bp.route(f"{A}/look", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look() -> ResponseReturnValue:
    """The name and the colour, tried before they are kept."""
    return branding.look_screen("admin", _people())


@bp.route(f"{A}/look/logo", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look_logo() -> ResponseReturnValue:
    """Another logo."""
    return branding.logo_screen("admin", Link("The look", url_for("admin.look")))


@bp.route(f"{A}/look/logo/remove", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look_logo_remove() -> ResponseReturnValue:
    """No logo any more."""
    return branding.logo_remove_screen("admin", Link("The look", url_for("admin.look")))


@bp.route(f"{A}/signatories", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def signatories() -> ResponseReturnValue:
    """Who signs the certificates."""
    return branding.signatories_screen("admin", _people())
