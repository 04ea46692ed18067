"""The look of the authority, and who signs its certificates."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit import branding
from award.web.kit.access import authority, needs
from award.web.kit.pages import Link


@bp.route("/look", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look() -> ResponseReturnValue:
    """The name and the colour, tried before they are kept."""
    return branding.look_screen("coordinator", Link("Scheme", url_for("coordinator.scheme")))


@bp.route("/look/logo", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look_logo() -> ResponseReturnValue:
    """Another logo."""
    return branding.logo_screen("coordinator", Link("The look", url_for("coordinator.look")))


@bp.route("/look/logo/remove", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def look_logo_remove() -> ResponseReturnValue:
    """No logo any more."""
    return branding.logo_remove_screen("coordinator", Link("The look", url_for("coordinator.look")))


@bp.route("/signatories", methods=["GET", "POST"])
@needs(May.EDIT_LOOK)
def signatories() -> ResponseReturnValue:
    """Who signs the certificates."""
    back = Link("Scheme", url_for("coordinator.scheme"))
    return branding.signatories_screen("coordinator", back, signature_links())


def signature_links() -> list[Link]:
    """To the scanned signature of each who signs, where the authority wants one."""
    return [
        Link(
            f"{'Change' if one.get('signature') else 'Add'} the scanned signature of {one['name']}",
            url_for("coordinator.signature", place=place),
        )
        for place, one in enumerate(authority().signatories, start=1)
    ]
