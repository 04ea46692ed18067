"""How the actions of a plan are told in every room: how near, who leads, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask import url_for

from award.adapters import clock
from award.domain.facts import PlanState
from award.domain.plan_days import Due, PlanDays
from award.domain.plan_prompts import Planned
from award.domain.stages import Stage
from award.queries.plans import KnownNames
from award.storage.days import calendar_of
from award.storage.frameworks import kind_of
from award.storage.journeys import Journey
from award.storage.plans import ActionNote, ActionState, PlannedAction
from award.web.kit.filters import day, day_short, day_whole, in_days, listed, number_word, plural
from award.web.kit.plan_changes import Since
from award.web.kit.plan_words import ENDED, HEADED, PLANS, STATES

A_YEAR: Final = 366
NOBODY: Final = KnownNames(frozenset(), frozenset())


@dataclass(frozen=True)
class ActionRow:
    """One action, ready to be drawn. ``told`` and ``notes`` are for rooms without its own page."""

    action: PlannedAction
    tone: str
    state: str
    due: str
    is_late: bool
    is_soon: bool
    is_over: bool
    has_ended: bool
    codes: str
    note: str
    shown_by: str
    changed: str
    href: str = ""
    tick_at: str = ""
    change_at: str = ""
    remove_at: str = ""
    invite_at: str = ""
    is_asked: bool = False
    told: Sequence[tuple[str, str]] = ()
    notes: Sequence[ActionNote] = ()


@dataclass
class PlanRows:
    """Makes rows of a journey's actions for one room.

    ``is_own`` is the setting's room, where an action has a page of its own and ``writes`` says
    that it can be changed; ``names`` are known there, for those who may invite. Elsewhere each row
    tells everything, with its notes. ``pieces`` is how many pieces of evidence show each action.
    """

    journey: Journey
    actions: Sequence[PlannedAction]
    is_own: bool = False
    writes: bool = False
    invites: bool = False
    names: KnownNames = NOBODY
    notes: Sequence[ActionNote] = ()
    pieces: Mapping[int, int] = field(default_factory=dict)
    days: PlanDays = field(init=False)
    since: Since = field(init=False)

    def __post_init__(self) -> None:
        self.days = PlanDays(calendar_of(self.journey.setting), clock.today())
        self.since = Since(self.journey, self.actions)

    def rows(self) -> list[ActionRow]:
        """Every action, in the order given."""
        return [self.row(one) for one in self.actions]

    def row(self, action: PlannedAction) -> ActionRow:
        """One action."""
        over = action.state in ENDED
        running, rests = self.journey.ended_at is None, self.journey.paused_until is not None
        tone, state = STATES[action.state]
        distance = self.days.distance(action.due_on)
        return ActionRow(
            action=action,
            tone=tone,
            state=state,
            due="" if over else self.due_words(action.due_on),
            is_late=running and not rests and not over and distance.due is Due.LATE,
            is_soon=running and not rests and not over and distance.due is Due.SOON,
            is_over=over,
            has_ended=not running,
            codes=str(listed(action.criteria)),
            note=action.impact if action.state is ActionState.DONE else action.why_stopped,
            shown_by=shown_words(self.pieces.get(action.id, 0)),
            changed=self.since.words_for(action),
            **(self.doing(action) if self.is_own else self.telling(action)),
        )

    def doing(self, action: PlannedAction) -> dict[str, Any]:
        """The page of an action, and what can be done with it."""
        given: dict[str, Any] = {"journey_id": self.journey.id, "action_id": action.id}
        over, writes = action.state in ENDED, self.writes
        removes = writes and self.journey.plan_state is PlanState.DRAFT
        knows = self.names.knows(action.lead_name)
        return {
            "href": url_for("setting.plan_action", **given),
            "tick_at": url_for("setting.plan_done", **given) if writes and not over else "",
            "change_at": url_for("setting.plan_change", **given) if writes else "",
            "remove_at": url_for("setting.plan_remove", **given) if removes else "",
            "invite_at": ""
            if over or knows or not self.invites
            else url_for("setting.people_invite", name=action.lead_name, plan=self.journey.id),
            "is_asked": self.names.was_asked(action.lead_name),
        }

    def telling(self, action: PlannedAction) -> dict[str, Any]:
        """What is read in place of a page of its own."""
        kind = kind_of(self.journey.setting)
        told = [
            (kind.say(headed), str(action.more[name]))
            for name, headed in HEADED.items()
            if action.more.get(name)
        ]
        return {"told": told, "notes": [one for one in self.notes if one.action_id == action.id]}

    def due_words(self, due_on: date) -> str:
        """Due Friday 6 March 2026, in 9 school days; late since 6 March 2026, by 3 school days."""
        if self.journey.ended_at is not None:
            was = "Was due" if due_on < clock.today() else "Due"
            return f"{was} on {day_whole(due_on)}"
        if self.journey.paused_until is not None:
            return f"Planned for {day_short(due_on)}"
        distance, closed = self.days.distance(due_on), self.days.closed_on(due_on)
        on, left = closed or due_on, distance.days or 0
        shut = f" ({day_short(due_on)} is a closed day)" if closed else ""
        if distance.due is Due.LATE:
            return f"Late since {day_short(on)}" + (
                f", {self.days.in_words(left)} ago" * bool(left)
            )
        if distance.due is Due.LATER:
            today = clock.today()
            near = f", {in_days(on, today)}" if (on - today).days <= A_YEAR else ""
            return f"Due {day_short(on)}{shut}{near}"
        if on < clock.today():
            return f"Was due on {day_whole(on)}{shut}"
        return f"Due {day(on)}{shut}, {f'in {self.days.in_words(left)}' if left else 'today'}"


def shown_words(count: int) -> str:
    """Shown by 2 pieces of evidence; nothing where there is none."""
    return f"Shown by {plural(count, 'piece')} of evidence" if count else ""


def plan_words(journey: Journey) -> tuple[str, str]:
    """The tone and the words of how the plan stands."""
    return PLANS[journey.plan_state]


def stood_words(journey: Journey) -> str:
    """What heads a page of how it stood once the journey is over; empty while it runs."""
    if journey.ended_at is None:
        return ""
    decided = journey.stage in (Stage.AWARDED, Stage.NOT_YET)
    return f"How it stood when {'the award was decided' if decided else 'this journey stopped'}"


def summary_of(journey: Journey, rows: Sequence[ActionRow]) -> str:
    """What the plan comes to: 5 actions to do, one late; once it is over, how it stood."""
    left, stood = [one for one in rows if not one.is_over], stood_words(journey)
    if not rows:
        return ""
    if stood:
        many = f"{plural(len(left), 'action')} not finished" if left else "every action was done"
        return f"{stood}: {many}{'' if left else ' or explained'}."
    if not left:
        return "Every action is done or explained."
    if journey.paused_until is not None:
        return f"{plural(len(left), 'action')} to go on with after the pause."
    many = f"{plural(len(left), 'action')} to do"
    late, soon = sum(one.is_late for one in rows), sum(one.is_soon for one in rows)
    told = [f"{number_word(one)} {how}" for one, how in ((late, "late"), (soon, "due soon")) if one]
    if len(left) == 1:
        told = [one.removeprefix("one ") for one in told]
    return f"{many}, {listed(told)}." if told else f"{many}."


def as_prompted(rows: Sequence[ActionRow]) -> list[Planned]:
    """The actions as the prompts look at them."""
    return [
        Planned(
            what=one.action.what,
            lead_name=one.action.lead_name,
            is_over=one.is_over,
            is_done=one.action.state is ActionState.DONE,
            has_impact=bool(one.action.impact),
            says_children=bool(_more(one.action).get("children")),
            is_late=one.is_late,
        )
        for one in rows
    ]


def _more(action: PlannedAction) -> Mapping[str, Any]:
    return action.more
