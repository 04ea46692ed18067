"""The baseline judgements and the actions of the plan: added, changed, taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from award.actions.moves import take_step
from award.domain.basis import Basis, basis_in
from award.domain.facts import PlanState
from award.domain.frameworks import Judged
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import WORKING
from award.storage.assessments import Judge, Judgement
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.frameworks import titled
from award.storage.journeys import CriterionAsked, Journey
from award.storage.plans import ActionState, PlannedAction
from award.storage.visits import Visit


@dataclass(frozen=True)
class ActionWords:
    """What an action says: what, for which criteria, who leads it, by when, and how far it is.

    ``more`` holds what is told on request; ``item_id`` is a plan of one's own that was attached,
    and ``visit_id`` the visit that the action came from.
    """

    what: str
    criteria: Sequence[str]
    lead_name: str
    due_on: date
    state: ActionState = ActionState.NOT_STARTED
    why_stopped: str = ""
    impact: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    item_id: int | None = None
    visit_id: int | None = None


def must_be_working(journey: Journey) -> None:
    """Refuse changes of plan and policy before and after the work. Raises NotAllowed."""
    if journey.stage not in WORKING:
        raise NotAllowed("This part of the journey is closed for changes at this stage.")


def must_be_removable(journey: Journey) -> None:
    """Refuse to take an action out of a plan that is agreed, or closed. Raises NotAllowed."""
    must_be_working(journey)
    if journey.plan_state is PlanState.AGREED:
        raise NotAllowed("The plan is agreed. Stop the action and say why, instead.")


def find_asked(journey: Journey, code: str) -> CriterionAsked:
    """The criterion of this code that the journey is asked. Raises NotFound for any other."""
    found = next((one for one in journey.asked if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def write_judgement(
    journey: Journey,
    code: str,
    judge: Judge,
    judged: Judged,
    *,
    note: str,
    basis: Iterable[Basis] = (),
    by: Actor,
    at: datetime,
) -> Judgement:
    """Keep one judge's view on one criterion; the earlier one is superseded, not lost."""
    session, rests_on = session_of(journey), [str(one) for one in basis_in(basis)]
    find_asked(journey, code)
    earlier = session.scalar(
        select(Judgement).where(
            Judgement.journey_id == journey.id,
            Judgement.criterion == code,
            Judgement.judge == judge,
            Judgement.superseded_at.is_(None),
        )
    )
    said = {"judged": judged, "note": note, "basis": rests_on}
    if earlier is not None:
        if all(getattr(earlier, name) == value for name, value in said.items()):
            return earlier
        earlier.superseded_at = at
        session.flush()
    about = {"authority_id": journey.authority_id, "journey_id": journey.id, "criterion": code}
    judgement = Judgement(**about, **said, judge=judge, by_id=by.user_id, at=at)
    session.add(judgement)
    session.flush()
    return judgement


def judge_ourselves(
    journey: Journey, code: str, judged: Judged, *, note: str = "", by: Actor, at: datetime
) -> Judgement:
    """The setting says where it stands on one criterion.

    "Does not apply" needs a reason and the coordinator's agreement. Raises NotReady without one.
    """
    must_be_held(journey)
    must_be_working(journey)
    asked = find_asked(journey, code)
    if judged is Judged.NOT_APPLICABLE and not note.strip():
        raise NotReady(f"Say why {code} does not apply to your setting", of="note")
    judgement = write_judgement(
        journey, code, Judge.SETTING, judged, note=note.strip(), by=by, at=at
    )
    if judged is not Judged.NOT_APPLICABLE:
        asked.not_applicable_agreed_at = asked.not_applicable_agreed_by_id = None
    asks = judged is Judged.NOT_APPLICABLE and asked.not_applicable_agreed_at is None
    step = "ask_not_applicable" if asks else "judge"
    fields = {"criterion": titled(journey, code), "reason": note.strip()}
    take_step(journey, step, by=by, at=at, words=f"{code}: {judged}", fields=fields)
    return judgement


def say_on_the_day(journey: Journey, code: str, *, show: bool, by: Actor, at: datetime) -> None:
    """The setting will show this criterion on the day of the visit instead of sending evidence."""
    must_be_held(journey)
    must_be_working(journey)
    asked = find_asked(journey, code)
    if asked.on_the_day == show:
        return
    asked.on_the_day = show
    words = f"{code}: {'we will show you on the day' if show else 'not on the day any more'}"
    take_step(journey, "on_the_day", by=by, at=at, words=words)


def say_policy_reviewed(journey: Journey, reviewed_on: date, *, by: Actor, at: datetime) -> None:
    """The day on which the setting last reviewed its anti-bullying policy."""
    must_be_held(journey)
    must_be_working(journey)
    if reviewed_on > day_of(at):
        raise NotReady(
            "Enter a day that has been: the last one on which you reviewed the policy",
            of="reviewed_on",
        )
    journey.policy_reviewed_on = reviewed_on
    take_step(journey, "policy_reviewed", by=by, at=at, words=reviewed_on.isoformat())


def add_action(journey: Journey, words: ActionWords, *, by: Actor, at: datetime) -> PlannedAction:
    """Add an action to the plan. Raises NotReady where something required is missing."""
    must_be_held(journey)
    must_be_working(journey)
    _must_be_whole(journey, words)
    action = PlannedAction(
        authority_id=journey.authority_id, journey_id=journey.id, added_at=at, **_values(words)
    )
    session_of(journey).add(action)
    session_of(journey).flush()
    take_step(journey, "add_action", by=by, at=at, words=words.what.strip())
    return action


def change_action(
    journey: Journey, action_id: int, words: ActionWords, *, version: int, by: Actor, at: datetime
) -> PlannedAction:
    """Change an action. Raises Stale when somebody else changed it in between."""
    must_be_held(journey)
    must_be_working(journey)
    action = find_action_at(journey, action_id, version)
    _must_be_whole(journey, words)
    where = action.more.get("where", {})
    if action.item_id is not None and not set(words.criteria) <= set(where):
        raise NotReady("Attach your plan again to say where the other criteria stand in it")
    values = _values(words)
    values["item_id"] = action.item_id
    if where:
        values["more"]["where"] = where
    for name, value in values.items():
        setattr(action, name, value)
    action.version += 1
    take_step(journey, "change_action", by=by, at=at, words=words.what.strip())
    return action


def remove_action(
    journey: Journey, action_id: int, *, version: int, by: Actor, at: datetime
) -> None:
    """Take an action out of a plan that is not agreed yet; later it is stopped, with a reason.

    Raises Stale when somebody changed it since: what they wrote would be gone unseen.
    """
    must_be_held(journey)
    must_be_removable(journey)
    action = find_action_at(journey, action_id, version)
    action.removed_at = at
    take_step(journey, "remove_action", by=by, at=at, words=action.what)


def add_steps(
    journey: Journey, steps: Sequence[ActionWords], *, by: Actor, at: datetime
) -> list[PlannedAction]:
    """Add several actions at once; one that the plan has already, for the same criteria, is passed.

    Raises NotReady without any, and for the first in which something required is missing.
    """
    must_be_held(journey)
    must_be_working(journey)
    if not steps:
        raise NotReady("Choose at least one step, or go back and write your own")
    there = {(one.what, tuple(one.criteria)) for one in journey.actions}
    new = [one for one in steps if (one.what.strip(), tuple(sorted(one.criteria))) not in there]
    return [add_action(journey, one, by=by, at=at) for one in new]


def find_action(journey: Journey, action_id: int) -> PlannedAction:
    """An action of this journey's plan. Raises NotFound for any other."""
    action = session_of(journey).get(PlannedAction, action_id)
    if action is None or action.journey_id != journey.id or action.removed_at is not None:
        raise NotFound
    return action


def find_action_at(journey: Journey, action_id: int, version: int) -> PlannedAction:
    """The action as the page showed it. Raises Stale when somebody changed it since."""
    action = find_action(journey, action_id)
    if action.version != version:
        raise Stale("this action")
    return action


def _must_be_whole(journey: Journey, words: ActionWords) -> None:
    asked = {one.code for one in journey.asked}
    missing = []
    if not words.what.strip():
        missing.append("Say what you will do")
    if not words.criteria or not set(words.criteria) <= asked:
        missing.append("Choose the criteria that this is for")
    if not words.lead_name.strip():
        missing.append("Say who leads it")
    if words.state is ActionState.STOPPED and not words.why_stopped.strip():
        missing.append("Say why it was stopped")
    if missing:
        raise NotReady(*missing)
    if words.visit_id is not None and not _is_held_visit(journey, words.visit_id):
        raise NotFound


def _is_held_visit(journey: Journey, visit_id: int) -> bool:
    visit = session_of(journey).get(Visit, visit_id)
    return visit is not None and visit.journey_id == journey.id and visit.done_at is not None


def _values(words: ActionWords) -> dict[str, Any]:
    return {
        "what": words.what.strip(),
        "criteria": sorted(set(words.criteria)),
        "lead_name": words.lead_name.strip(),
        "due_on": words.due_on,
        "state": words.state,
        "why_stopped": words.why_stopped.strip(),
        "impact": words.impact.strip(),
        "more": {name: told for name, told in words.more.items() if told},
        "item_id": words.item_id,
        "visit_id": words.visit_id,
    }
