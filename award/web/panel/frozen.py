"""What the panel looked at when it decided before, while the papers are open again."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import needs
from award.web.kit.frozen import show_frozen
from award.web.kit.pages import Link
from award.web.panel.blueprint import bp
from award.web.panel.finding import find_papers


@bp.get("/journeys/<int:journey_id>/decided-on")
@needs(May.SEE_DECISION)
def frozen(journey_id: int) -> ResponseReturnValue:
    """The list of each decision so far, as for an appeal."""
    held, _ = find_papers(journey_id)
    back = Link("The papers", url_for("panel.journey", journey_id=journey_id))
    return show_frozen(held, back)
