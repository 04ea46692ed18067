"""Feedback on a journey's evidence, given by the coordinator, and the talk that follows it."""

from flask import url_for

from award.web.coordinator.blueprint import bp
from award.web.coordinator.reading import SCREENS
from award.web.kit.feedback_screens import feedback_screens, talk_screens
from award.web.kit.pages import Link


def back_to_evidence(journey_id: int) -> Link:
    """The way back to all evidence of a journey."""
    return Link("Evidence", url_for("coordinator.evidence", journey_id=journey_id))


feedback_screens(bp, "/evidence/feedback", back=back_to_evidence)
talk_screens(bp, SCREENS, back=back_to_evidence)
