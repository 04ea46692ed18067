"""How the plan and its actions are told: in words, with what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import url_for

from award.adapters import clock
from award.domain.facts import PlanState
from award.queries.uses import count_by_action
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.web.kit.access import actor
from award.web.kit.filters import day_short, in_days, listed, plural
from award.web.setting.plan_changes import changes_of

STATES: Final[dict[ActionState, tuple[str, str]]] = {
    ActionState.NOT_STARTED: ("others", "Not started"),
    ActionState.UNDER_WAY: ("yours", "Under way"),
    ActionState.DONE: ("done", "Done"),
    ActionState.STOPPED: ("stopped", "Stopped"),
}
PLANS: Final[dict[PlanState, tuple[str, str]]] = {
    PlanState.DRAFT: ("yours", "Being written"),
    PlanState.PUT_FORWARD: ("others", "With the coordinator"),
    PlanState.AGREED: ("done", "Agreed"),
}
ENDED: Final = (ActionState.DONE, ActionState.STOPPED)
SOON_DAYS: Final = 10


@dataclass(frozen=True)
class ActionRow:
    """One action, ready to be drawn."""

    action: PlannedAction
    tone: str
    state: str
    due: str
    is_late: bool
    is_soon: bool
    is_over: bool
    codes: str
    note: str
    is_changed: bool
    href: str
    tick_at: str
    change_at: str
    remove_at: str
    shown_by: str = ""


def plan_words(journey: Journey) -> tuple[str, str]:
    """The tone and the words of how the plan stands."""
    return PLANS[journey.plan_state]


def action_rows(
    journey: Journey, actions: Sequence[PlannedAction], *, writes: bool
) -> list[ActionRow]:
    """The actions as they are shown, in the order given, with how many pieces show each."""
    counts = count_by_action(db.session(), actor(), journey)
    return [
        replace(
            action_row(journey, one, writes=writes), shown_by=shown_words(counts.get(one.id, 0))
        )
        for one in actions
    ]


def shown_words(count: int) -> str:
    """Shown by 2 pieces of evidence; nothing where there is none."""
    return f"Shown by {plural(count, 'piece')} of evidence" if count else ""


def action_row(journey: Journey, action: PlannedAction, *, writes: bool) -> ActionRow:
    """One action: how far it is, whether it is late or due soon, and what can be done."""
    given: dict[str, Any] = {"journey_id": journey.id, "action_id": action.id}
    over, days_left = action.state in ENDED, (action.due_on - clock.today()).days
    tone, state = STATES[action.state]
    late, removes = not over and days_left < 0, writes and journey.plan_state is PlanState.DRAFT
    return ActionRow(
        action=action,
        tone=tone,
        state=state,
        due=due_words(action, late=late) if not over else "",
        is_late=late,
        is_soon=not over and 0 <= days_left <= SOON_DAYS,
        is_over=over,
        codes=str(listed(action.criteria)),
        note=action.impact if action.state is ActionState.DONE else action.why_stopped,
        is_changed=bool(changes_of(journey, action)),
        href=url_for("setting.plan_action", **given),
        tick_at=url_for("setting.plan_done", **given) if writes and not over else "",
        change_at=url_for("setting.plan_change", **given) if writes else "",
        remove_at=url_for("setting.plan_remove", **given) if removes else "",
    )


def due_words(action: PlannedAction, *, late: bool) -> str:
    """Due 15 January 2027, in 54 days; late since 6 March 2026, 3 days ago"""
    gap = in_days(action.due_on, clock.today())
    return f"{'Late since' if late else 'Due'} {day_short(action.due_on)}, {gap}"


def summary_of(rows: Sequence[ActionRow]) -> str:
    """What the plan comes to: 5 actions to do, 1 of them late, 2 due in the next ten days."""
    left = [one for one in rows if not one.is_over]
    if not rows:
        return ""
    if not left:
        return "Every action is done or explained."
    parts = [f"{plural(len(left), 'action')} to do"]
    if late := sum(one.is_late for one in rows):
        parts.append(f"{late} late")
    if soon := sum(one.is_soon for one in rows):
        parts.append(f"{soon} due in the next ten days")
    return f"{listed(parts)}."
