"""What was changed in the plan since it was agreed, told in words: what was agreed, what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from award.domain.plan_changes import (
    AgreedAction,
    Changed,
    PlanChanges,
    compare,
    compare_plans,
    read_agreed,
)
from award.storage.journeys import Journey
from award.storage.plans import ActionState, PlannedAction
from award.web.kit.filters import day_short, listed
from award.web.kit.plan_words import HEADED

NAMES: Final = {
    "what": "What",
    "criteria": "For",
    "lead_name": "Who leads it",
    "due_on": "By when",
}


@dataclass(frozen=True)
class Change:
    """One thing that was agreed, and what stands there now."""

    of: str
    agreed: str
    now: str


@dataclass(frozen=True)
class ChangesShown:
    """Everything that is different now, ready to be drawn."""

    added: tuple[PlannedAction, ...]
    taken_out: tuple[AgreedAction, ...]
    changed: tuple[tuple[PlannedAction, list[Change]], ...]
    stopped: tuple[PlannedAction, ...]

    @property
    def count(self) -> int:
        """How many actions are not as they were agreed."""
        same = {one.id for one, _ in self.changed}
        stopped = [one for one in self.stopped if one.id not in same]
        return len(self.added) + len(self.taken_out) + len(self.changed) + len(stopped)


class Since:
    """A journey's plan against the one that was agreed; read once for all of its actions."""

    def __init__(self, journey: Journey, actions: Sequence[PlannedAction]) -> None:
        self.is_agreed = journey.plan_as_agreed is not None
        self.agreed = read_agreed(journey.plan_as_agreed or ())
        self.actions = {one.id: one for one in actions}

    def words_for(self, action: PlannedAction) -> str:
        """Whether an action is new, or says something else than was agreed, in words."""
        if self.is_agreed and action.id not in self.agreed:
            return "Added since the plan was agreed"
        return "Changed since the plan was agreed" if self.changes_of(action) else ""

    def changes_of(self, action: PlannedAction) -> list[Change]:
        """What is different now from the plan as agreed; a later action is new as a whole."""
        if not self.is_agreed:
            return []
        agreed = self.agreed.get(action.id)
        if agreed is None:
            added = f"Added on {day_short(action.added_at)}"
            return [Change("New", "Not in the plan as agreed", added)]
        return [told(one) for one in compare(agreed, action.agreed_words())]

    def shown(self) -> ChangesShown:
        """Everything that is different now; nothing before the plan is agreed."""
        if not self.is_agreed:
            return ChangesShown((), (), (), ())
        now = {number: one.agreed_words() for number, one in self.actions.items()}
        found: PlanChanges = compare_plans(self.agreed, now)
        stopped = [
            one
            for one in self.actions.values()
            if one.state is ActionState.STOPPED and one.id in self.agreed
        ]
        return ChangesShown(
            tuple(self.actions[number] for number in found.added),
            tuple(found.taken_out.values()),
            tuple(
                (self.actions[number], [told(one) for one in changed])
                for number, changed in found.changed.items()
            ),
            tuple(stopped),
        )


def told(one: Changed) -> Change:
    """A change in words."""
    name = one.of.removeprefix("more.")
    of = NAMES.get(name) or HEADED.get(name) or name.capitalize()
    return Change(of, said(one.of, one.agreed), said(one.of, one.now))


def said(of: str, value: Any) -> str:
    """What stands in one field, in words."""
    if of == "due_on":
        return day_short(value)
    if of == "criteria":
        return str(listed(value))
    return str(value) if value else "Nothing"
