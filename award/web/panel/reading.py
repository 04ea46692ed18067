"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for

from award.storage.journeys import Journey
from award.web.kit.pages import Link
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


SCREENS = reading_screens(bp, find=lambda journey_id: find_papers(journey_id)[0], back=back_to)
