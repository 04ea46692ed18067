"""Feedback on a journey's evidence, given by the coordinator, and the talk that follows it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.coordinator.reading import SCREENS
from award.web.kit.access import find, needs
from award.web.kit.feedback import feedback_fine as all_is_fine
from award.web.kit.feedback import feedback_of_standard, feedback_overview
from award.web.kit.pages import Link
from award.web.kit.talks import talk_of_piece, talk_of_standard

ROOM = "coordinator"


def _evidence(journey_id: int) -> Link:
    return Link("Evidence", url_for("coordinator.evidence", journey_id=journey_id))


def _feedback(journey_id: int) -> Link:
    return Link("Feedback", url_for("coordinator.feedback", journey_id=journey_id))


@bp.get("/journeys/<int:journey_id>/evidence/feedback")
@needs(May.GIVE_FEEDBACK)
def feedback(journey_id: int) -> ResponseReturnValue:
    """The standards, those that were asked about first."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    return feedback_overview(found, ROOM, back=_evidence(journey_id))


@bp.route("/journeys/<int:journey_id>/evidence/feedback/<code>", methods=["GET", "POST"])
@needs(May.GIVE_FEEDBACK)
def feedback_standard(journey_id: int, code: str) -> ResponseReturnValue:
    """One standard: a text for it, and its pieces."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    return feedback_of_standard(found, ROOM, code, back=_feedback(journey_id))


@bp.post("/journeys/<int:journey_id>/evidence/feedback/<code>/fine")
@needs(May.GIVE_FEEDBACK)
def feedback_fine(journey_id: int, code: str) -> ResponseReturnValue:
    """All of one standard is fine so far."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    return all_is_fine(found, code, back=_feedback(journey_id).href)


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/talk", methods=["GET", "POST"])
@needs(May.GIVE_FEEDBACK)
def evidence_talk(journey_id: int, item_id: int) -> ResponseReturnValue:
    """What was said of one piece, and a field to go on."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    return talk_of_piece(found, item_id, SCREENS, back=_evidence(journey_id), may=May.GIVE_FEEDBACK)


@bp.route("/journeys/<int:journey_id>/evidence/standards/<code>/talk", methods=["GET", "POST"])
@needs(May.GIVE_FEEDBACK)
def standard_talk(journey_id: int, code: str) -> ResponseReturnValue:
    """What was said of one standard, and a field to go on."""
    found = find(May.GIVE_FEEDBACK, journey_id)
    return talk_of_standard(found, code, back=_evidence(journey_id), may=May.GIVE_FEEDBACK)
