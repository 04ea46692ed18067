"""An action of a plan as a setting sends it, and what is kept of them."""

from typing import Any

from award.storage.plans import PlannedAction
from tests.web.setting.conftest import Place

ACTION: dict[str, Any] = {
    "what": "Make a worry box with the children",
    "lead_name": "Amara Holt",
    "due_on": ["1", "7", "2026"],
    "criteria": ["1.4"],
}


def actions(place: Place) -> list[PlannedAction]:
    place.fresh()
    return place.rows.query(PlannedAction).filter_by(removed_at=None).all()
