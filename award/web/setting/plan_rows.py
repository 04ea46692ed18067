"""How the plan and its actions are told: in words, with what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from award.adapters import clock
from award.domain.facts import PlanState
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.web.kit.filters import in_days
from award.web.kit.pages import Link

STATES: dict[ActionState, tuple[str, str]] = {
    ActionState.NOT_STARTED: ("others", "Not started"),
    ActionState.UNDER_WAY: ("yours", "Under way"),
    ActionState.DONE: ("done", "Done"),
    ActionState.STOPPED: ("stopped", "Stopped"),
}
PLANS: dict[PlanState, tuple[str, str]] = {
    PlanState.DRAFT: ("yours", "Being written"),
    PlanState.PUT_FORWARD: ("others", "With the coordinator"),
    PlanState.AGREED: ("done", "Agreed"),
}
ENDED = (ActionState.DONE, ActionState.STOPPED)


@dataclass(frozen=True)
class ActionRow:
    """One action, ready to be drawn."""

    action: PlannedAction
    tone: str
    state: str
    due: str
    is_late: bool
    codes: str
    deeds: list[Link]


def plan_words(journey: Journey) -> tuple[str, str]:
    """The tone and the words of how the plan stands."""
    return PLANS[journey.plan_state]


def action_rows(
    journey: Journey, actions: Sequence[PlannedAction], *, writes: bool
) -> list[ActionRow]:
    """The actions as they are shown, in the order given."""
    return [_row(journey, one, writes=writes) for one in actions]


def _row(journey: Journey, action: PlannedAction, *, writes: bool) -> ActionRow:
    today = clock.today()
    given: dict[str, Any] = {"journey_id": journey.id, "action_id": action.id}
    deeds = [Link("Change or tick off", url_for("setting.plan_change", **given))] if writes else []
    if writes and journey.plan_state is not PlanState.AGREED:
        deeds.append(Link("Take out", url_for("setting.plan_remove", **given)))
    over = action.state in ENDED
    tone, state = STATES[action.state]
    due = "" if over else in_days(action.due_on, today)
    late = not over and action.due_on < today
    return ActionRow(action, tone, state, due, late, ", ".join(action.criteria), deeds)
