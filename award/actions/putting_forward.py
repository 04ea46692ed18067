"""The plan is put forward to be agreed, and given back with words that help."""

from datetime import datetime

from award.actions.moves import take_step
from award.actions.pausing import must_not_rest
from award.domain.facts import PlanState
from award.domain.guards import baseline_complete, essentials_planned
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.db import must_be_held
from award.storage.facts import facts_of
from award.storage.journeys import Journey


def must_be_in_draft(journey: Journey) -> None:
    """Refuse a plan that rests, was put forward, or is agreed. Raises NotAllowed."""
    must_not_rest(journey)
    if journey.stage is not Stage.PLANNING or journey.plan_state is not PlanState.DRAFT:
        raise NotAllowed("The plan is not waiting to be put forward.")


def put_plan_forward(journey: Journey, *, by: Actor, at: datetime) -> None:
    """The lead, or the adviser with them, puts the plan forward to be agreed.

    Raises NotReady while an essential criterion below "met" has no action.
    """
    must_be_held(journey)
    must_be_in_draft(journey)
    missing = _left_before_forward(journey, at=at)
    if missing:
        raise NotReady(*missing)
    journey.plan_state = PlanState.PUT_FORWARD
    journey.plan_put_forward_by_id, journey.plan_put_forward_at = by.user_id, at
    take_step(journey, "put_forward_plan", by=by, at=at)


def _left_before_forward(journey: Journey, *, at: datetime) -> list[str]:
    facts = facts_of(journey, at=at)
    return [line for guard in (baseline_complete, essentials_planned) if (line := guard(facts))]


def must_be_put_forward(journey: Journey) -> None:
    """Refuse to give back what was not put forward. Raises NotAllowed."""
    if journey.stage is not Stage.PLANNING or journey.plan_state is not PlanState.PUT_FORWARD:
        raise NotAllowed("No plan has been put forward.")


def return_plan(journey: Journey, *, words: str, by: Actor, at: datetime) -> None:
    """Give a plan that was put forward back, with words that help."""
    must_be_held(journey)
    must_be_put_forward(journey)
    if not words.strip():
        raise NotReady("Say what the plan still needs")
    journey.plan_state = PlanState.DRAFT
    journey.plan_put_forward_by_id = journey.plan_put_forward_at = None
    journey.plan_returned_words = words.strip()
    take_step(
        journey, "return_plan", by=by, at=at, words=words.strip(), fields={"reason": words.strip()}
    )
