"""What a page in a room is about: its name, and the page that shows how it stands."""

from typing import Final

from flask import current_app, request, url_for

from award.queries.cohorts import find_cohort
from award.queries.journeys import find_journey
from award.queries.settings import find_award, find_setting_here
from award.storage.cohorts import Cohort
from award.storage.db import db
from award.storage.settings import Setting
from award.web.kit.access import actor
from award.web.kit.pages import Link

SUBJECTS: Final = {
    "journey": "journey_id",
    "award": "award_id",
    "cohort": "cohort_id",
    "setting": "place_id",
}


def what_it_is_about() -> Link | None:
    """The journey, award, cohort or setting that this address names, where the room shows it."""
    for name, argument in SUBJECTS.items():
        number = (request.view_args or {}).get(argument)
        endpoint = f"{request.blueprint}.{name}"
        if number and endpoint != request.endpoint and endpoint in current_app.view_functions:
            words = _name_of(name, number)
            return Link(words, url_for(endpoint, **{argument: number})) if words else None
    return None


def _name_of(name: str, number: int) -> str:
    """As whoever looks may know it; empty where they may not."""
    rows, who = db.session(), actor()
    if name == "journey":
        journey = find_journey(rows, who, number)
        return journey.setting.name if journey else ""
    if name == "award":
        award = find_award(rows, who, number)
        return f"{award.setting.name}, {award.number}" if award else ""
    find = find_setting_here if name == "setting" else find_cohort
    found: Setting | Cohort | None = find(rows, who, number)
    return found.name if found else ""
