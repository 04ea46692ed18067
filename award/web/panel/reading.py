"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.storage.journeys import Journey
from award.web.kit.access import needs
from award.web.kit.pages import Link
from award.web.kit.reading_list import show_reading_list
from award.web.kit.reading_screens import reading_screens
from award.web.panel.blueprint import bp
from award.web.panel.finding import find_papers


def back_to(journey: Journey, code: str) -> Link:
    """The way to the criterion's page, or to the papers."""
    if code:
        return Link(
            f"Criterion {code}", url_for("panel.criterion", journey_id=journey.id, code=code)
        )
    return Link("The papers", url_for("panel.journey", journey_id=journey.id))


def find_read(journey_id: int) -> Journey:
    """A journey whose papers are open to the member."""
    return find_papers(journey_id)[0]


SCREENS = reading_screens(bp, find=find_read, back=back_to)


@bp.get("/journeys/<int:journey_id>/reading")
@needs(May.SEE_EVIDENCE)
def reading(journey_id: int) -> ResponseReturnValue:
    """All evidence before the panel, by standard, to find by words."""
    return show_reading_list(find_read(journey_id), SCREENS, back_to(find_read(journey_id), ""))
