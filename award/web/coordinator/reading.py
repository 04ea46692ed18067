"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for

from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.coordinator.blueprint import bp
from award.web.kit.access import find
from award.web.kit.pages import Link
from award.web.kit.reading_screens import reading_screens


def find_read(journey_id: int) -> Journey:
    """A journey whose evidence may be seen here."""
    return find(May.SEE_EVIDENCE, journey_id)


def back_to(journey: Journey, code: str) -> Link:
    """The way back to all of the journey's evidence."""
    del code
    return Link("Evidence", url_for("coordinator.evidence", journey_id=journey.id))


SCREENS = reading_screens(
    bp,
    find=find_read,
    back=back_to,
    talk="coordinator.evidence_talk",
    file="coordinator.evidence_file",
)
