"""What the panel looked at, and how a piece of it is withdrawn."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import find, needs
from award.web.kit.frozen import show_frozen
from award.web.kit.pages import Link
from award.web.setting.blueprint import bp
from award.web.setting.here import can


@bp.get("/journeys/<int:journey_id>/decided-on")
@needs(May.SEE_DECISION)
def frozen(journey_id: int) -> ResponseReturnValue:
    """The list of each decision; who gives evidence may withdraw a piece, as without consent."""
    journey = find(May.SEE_DECISION, journey_id)
    back = Link("All your evidence", url_for("setting.evidence", journey_id=journey_id))
    may_withdraw = can(May.WRITE_EVIDENCE, journey)

    def withdraw_at(item_id: int) -> str:
        return url_for("setting.evidence_remove", journey_id=journey_id, item_id=item_id)

    return show_frozen(journey, back, withdraw_at=withdraw_at if may_withdraw else None)
