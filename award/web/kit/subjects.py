"""What a page in a room is about: its name, and the page that shows how it stands."""

from flask import current_app, request, url_for

from award.queries.cohorts import find_cohort
from award.queries.journeys import find_journey
from award.queries.settings import find_award
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.pages import Link


def what_it_is_about() -> Link | None:
    """The journey, award or cohort that this address names, where the room shows it."""
    for name in ("journey", "award", "cohort"):
        number = (request.view_args or {}).get(f"{name}_id")
        endpoint = f"{request.blueprint}.{name}"
        if number and endpoint != request.endpoint and endpoint in current_app.view_functions:
            words = _name_of(name, number)
            return Link(words, url_for(endpoint, **{f"{name}_id": number})) if words else None
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
    cohort = find_cohort(rows, who, number)
    return cohort.name if cohort else ""
