"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for

from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.kit.pages import Link
from award.web.kit.reading_screens import reading_screens


def back_to(journey: Journey, code: str) -> Link:
    """The way back to all of the journey's evidence."""
    del code
    return Link("Evidence", url_for("coordinator.evidence", journey_id=journey.id))


SCREENS = reading_screens(
    bp,
    back=back_to,
    talk="coordinator.evidence_talk",
    file="coordinator.evidence_file",
)
