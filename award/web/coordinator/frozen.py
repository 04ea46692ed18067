"""What the panel looked at, as it was frozen at the decision."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit.access import find, needs
from award.web.kit.frozen import show_frozen
from award.web.kit.pages import Link


@bp.get("/journeys/<int:journey_id>/decision/evidence")
@needs(May.SEE_DECISION)
def frozen(journey_id: int) -> ResponseReturnValue:
    """The list of each decision, and what became of each file."""
    found = find(May.SEE_DECISION, journey_id)
    back = Link("The decision", url_for("coordinator.decision", journey_id=journey_id))
    return show_frozen(found, back)
