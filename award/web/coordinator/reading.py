"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.kit.access import find, needs
from award.web.kit.handing_out import show_picture
from award.web.kit.pages import Link
from award.web.kit.screens import Screens
from award.web.kit.viewer import show_piece
from award.web.kit.zips import show_zip


def back_to(journey: Journey, code: str) -> Link:
    """The way back to all of the journey's evidence."""
    del code
    return Link("Evidence", url_for("coordinator.evidence", journey_id=journey.id))


SCREENS = Screens(
    piece="coordinator.piece",
    picture="coordinator.picture",
    file="coordinator.evidence_file",
    zip="coordinator.evidence_zip",
    back=back_to,
    talk="coordinator.evidence_talk",
)


@bp.get("/journeys/<int:journey_id>/criteria/<code>/evidence/<int:item_id>")
@needs(May.SEE_EVIDENCE)
def piece(journey_id: int, code: str, item_id: int) -> ResponseReturnValue:
    """One piece, read here. That it was opened is written down."""
    return show_piece(find(May.SEE_EVIDENCE, journey_id), code, item_id, SCREENS)


@bp.get(
    "/journeys/<int:journey_id>/evidence/<int:version_id>/pages/<int:number>/<any(large,small):size>"
)
@needs(May.SEE_EVIDENCE)
def picture(journey_id: int, version_id: int, number: int, size: str) -> ResponseReturnValue:
    """Our own picture of one page."""
    return show_picture(find(May.SEE_EVIDENCE, journey_id), version_id, number, size)


@bp.route("/journeys/<int:journey_id>/evidence/zip", methods=["GET", "POST"])
@needs(May.SEE_EVIDENCE)
def evidence_zip(journey_id: int) -> ResponseReturnValue:
    """Everything of a criterion, or of the journey, as one file."""
    return show_zip(find(May.SEE_EVIDENCE, journey_id), request.args.get("code", "")[:10], SCREENS)
