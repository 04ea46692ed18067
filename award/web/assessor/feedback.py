"""Feedback on evidence, given by a journey's adviser or assessor, and the talk that follows."""

from flask import url_for

from award.web.assessor.blueprint import bp
from award.web.assessor.reading import SCREENS
from award.web.kit.feedback_screens import feedback_screens, talk_screens
from award.web.kit.pages import Link


def back_to_evidence(journey_id: int) -> Link:
    """The way back to all evidence of a journey."""
    return Link("Criteria and evidence", url_for("assessor.criteria", journey_id=journey_id))


feedback_screens(bp, "/feedback", back=back_to_evidence)
talk_screens(bp, SCREENS, back=back_to_evidence)
