"""What the panel looked at, without what is inside it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.audit.blueprint import bp
from award.web.kit.access import find, needs
from award.web.kit.frozen import show_frozen
from award.web.kit.pages import Link


@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_DECISION)
def frozen(journey_id: int) -> ResponseReturnValue:
    """The list of each decision by hash; titles and names of files stay closed here."""
    found = find(May.SEE_DECISION, journey_id)
    back = Link("The journey", url_for("audit.journey", journey_id=journey_id))
    return show_frozen(found, back, with_names=False)
