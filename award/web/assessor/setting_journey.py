"""The way into a setting’s room, to work there on its behalf, and the way back to its journey."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.domain.permissions import May
from award.queries.diary import find_assigned_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import works_for
from award.web.kit.access import actor, needs
from award.web.kit.pages import Link, way_back


def in_their_room(endpoint: str, journey: Journey, **where: Any) -> str | None:
    """Where the adviser goes on in the setting’s room; None for who is not led there."""
    if not works_for(journey):
        return None
    return url_for(endpoint, setting_id=journey.setting_id, **where)


def _back(place: Setting) -> Link:
    """From a setting’s room, back to its journey here."""
    code = place.authority.code
    href = url_for("assessor.setting_journey", authority=code, place_id=place.id)
    return Link("Back to its journey", href)


way_back("assessor", _back)


@bp.get("/settings/<int:place_id>/journey")
@needs(May.SEE_APPLICATION)
def setting_journey(place_id: int) -> ResponseReturnValue:
    """On to the journey of a setting that is assigned to me."""
    journey_id = find_assigned_of(db.session(), actor(), place_id) or abort(404)
    return redirect(url_for("assessor.journey", journey_id=journey_id))
