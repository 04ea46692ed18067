"""What was changed in the plan since it was agreed, told in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.web.kit.filters import day_short, listed


@dataclass(frozen=True)
class Change:
    """One thing that was agreed, and what stands there now."""

    of: str
    agreed: str
    now: str


def agreed_actions(journey: Journey) -> dict[int, dict[str, Any]]:
    """The actions as they were agreed, by their number; nothing before the plan is agreed."""
    return {one["id"]: one for one in journey.plan_as_agreed or ()}


def changes_of(journey: Journey, action: PlannedAction) -> list[Change]:
    """What is different now from the plan as agreed; a later action is new as a whole."""
    if journey.plan_as_agreed is None:
        return []
    agreed = agreed_actions(journey).get(action.id)
    if agreed is None:
        return [
            Change("New", "Not in the plan as agreed", f"Added on {day_short(action.added_at)}")
        ]
    before = date.fromisoformat(agreed["due_on"])
    pairs = (
        ("What", agreed["what"], action.what),
        ("Who leads it", agreed["lead_name"], action.lead_name),
        ("By when", day_short(before), day_short(action.due_on)),
        ("For", str(listed(agreed["criteria"])), str(listed(action.criteria))),
    )
    return [Change(of, was, now) for of, was, now in pairs if was != now]
