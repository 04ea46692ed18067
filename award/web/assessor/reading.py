"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import find_mine
from award.web.kit.access import needs
from award.web.kit.pages import Link
from award.web.kit.reading_list import show_reading_list
from award.web.kit.reading_screens import reading_screens


def back_to(journey: Journey, code: str) -> Link:
    """The way to the criterion's page, or to the list of everything."""
    if code:
        at = url_for("assessor.criterion", journey_id=journey.id, code=code)
        return Link(f"Criterion {code}", at)
    return Link("Read everything", url_for("assessor.reading", journey_id=journey.id))


SCREENS = reading_screens(bp, find=find_mine, back=back_to, talk="assessor.evidence_talk")


@bp.get("/journeys/<int:journey_id>/reading")
@needs(May.SEE_EVIDENCE)
def reading(journey_id: int) -> ResponseReturnValue:
    """Everything to read, by standard: what I opened, and what is new since."""
    back = Link("Criteria", url_for("assessor.criteria", journey_id=journey_id))
    return show_reading_list(find_mine(journey_id), SCREENS, back)
