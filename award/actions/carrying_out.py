"""An action of the plan is carried out: noted, ticked off, and what came of it told."""

from datetime import datetime

from award.actions.moves import take_step
from award.actions.planning import find_action, find_action_at, must_be_working
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.storage.db import must_be_held, session_of
from award.storage.journeys import Journey
from award.storage.plans import ActionNote, ActionState, PlannedAction


def tick_off(
    journey: Journey, action_id: int, *, version: int, by: Actor, at: datetime
) -> PlannedAction:
    """The action is done. To tick off what is done changes nothing.

    Raises Stale when somebody changed it since.
    """
    must_be_held(journey)
    must_be_working(journey)
    if find_action(journey, action_id).state is ActionState.DONE:
        return find_action(journey, action_id)
    action = find_action_at(journey, action_id, version)
    action.state, action.why_stopped = ActionState.DONE, ""
    action.version += 1
    take_step(journey, "change_action", by=by, at=at, words=f"Done: {action.what}")
    return action


def tell_impact(
    journey: Journey, action_id: int, impact: str, *, version: int, by: Actor, at: datetime
) -> PlannedAction:
    """What is better now, since the action is done. Raises NotReady without a word."""
    must_be_held(journey)
    must_be_working(journey)
    action = find_action_at(journey, action_id, version)
    if not impact.strip():
        raise NotReady("Say in a few words what is better now", of="impact")
    action.impact = impact.strip()
    action.version += 1
    take_step(journey, "change_action", by=by, at=at, words=f"What is better: {action.what}")
    return action


def note_on_action(
    journey: Journey, action_id: int, words: str, *, by: Actor, at: datetime
) -> ActionNote:
    """Write down how an action goes; an action that was not begun is under way with it."""
    must_be_held(journey)
    must_be_working(journey)
    action = find_action(journey, action_id)
    if not words.strip():
        raise NotReady("Write a few words", of="words")
    if action.state is ActionState.NOT_STARTED:
        action.state = ActionState.UNDER_WAY
        action.version += 1
    note = ActionNote(
        authority_id=action.authority_id,
        action_id=action.id,
        words=words.strip(),
        by_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    session_of(journey).add(note)
    session_of(journey).flush()
    take_step(journey, "change_action", by=by, at=at, words=f"Note: {action.what}")
    return note
