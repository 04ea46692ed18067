"""Reading the evidence of a journey piece by piece, and taking it along in one file."""

from flask import url_for

from award.storage.journeys import Journey
from award.web.kit.pages import Link
from award.web.kit.reading_screens import reading_screens
from award.web.setting.blueprint import bp


def back_to(journey: Journey, code: str) -> Link:
    """The way to the criterion's page, or to all evidence."""
    if code:
        at = url_for("setting.criterion", journey_id=journey.id, code=code)
        return Link(f"Criterion {code}", at)
    return Link("All your evidence", url_for("setting.evidence", journey_id=journey.id))


SCREENS = reading_screens(bp, back=back_to, file="setting.evidence_download")
