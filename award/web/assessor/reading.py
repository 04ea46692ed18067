"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import find_mine
from award.web.kit.access import needs
from award.web.kit.handing_out import show_picture
from award.web.kit.pages import Link
from award.web.kit.reading_list import show_reading_list
from award.web.kit.screens import Screens
from award.web.kit.viewer import show_piece
from award.web.kit.zips import show_zip


def back_to(journey: Journey, code: str) -> Link:
    """The way to the criterion's page, or to the list of everything."""
    if code:
        at = url_for("assessor.criterion", journey_id=journey.id, code=code)
        return Link(f"Criterion {code}", at)
    return Link("Read everything", url_for("assessor.reading", journey_id=journey.id))


SCREENS = Screens(
    piece="assessor.piece",
    picture="assessor.picture",
    file="assessor.file",
    zip="assessor.evidence_zip",
    back=back_to,
)


@bp.get("/journeys/<int:journey_id>/reading")
@needs(May.SEE_EVIDENCE)
def reading(journey_id: int) -> ResponseReturnValue:
    """Everything to read, by standard: what I opened, and what is new since."""
    back = Link("Criteria", url_for("assessor.criteria", journey_id=journey_id))
    return show_reading_list(find_mine(journey_id), SCREENS, back)


@bp.get("/journeys/<int:journey_id>/criteria/<code>/evidence/<int:item_id>")
@needs(May.SEE_EVIDENCE)
def piece(journey_id: int, code: str, item_id: int) -> ResponseReturnValue:
    """One piece, read here. That it was opened is written down."""
    return show_piece(find_mine(journey_id), code, item_id, SCREENS)


@bp.get(
    "/journeys/<int:journey_id>/evidence/<int:version_id>/pages/<int:number>/<any(large,small):size>"
)
@needs(May.SEE_EVIDENCE)
def picture(journey_id: int, version_id: int, number: int, size: str) -> ResponseReturnValue:
    """Our own picture of one page."""
    return show_picture(find_mine(journey_id), version_id, number, size)


@bp.route("/journeys/<int:journey_id>/evidence/zip", methods=["GET", "POST"])
@needs(May.SEE_EVIDENCE)
def evidence_zip(journey_id: int) -> ResponseReturnValue:
    """Everything of a criterion, or of the journey, as one file."""
    return show_zip(find_mine(journey_id), request.args.get("code", "")[:10], SCREENS)
