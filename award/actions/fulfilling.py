"""Conditions of an award: evidence given, returned, or found to be met."""

from datetime import datetime

from award.actions.moves import take_step
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.spoken import long_day
from award.storage.db import must_be_held, session_of
from award.storage.decisions import Condition, ConditionState
from award.storage.journeys import Journey


def find_condition(journey: Journey, condition_id: int) -> Condition:
    """A condition of this journey's award. Raises NotFound for any other."""
    must_be_held(journey)
    condition = session_of(journey).get(Condition, condition_id)
    if condition is None or condition.journey_id != journey.id:
        raise NotFound
    return condition


def give_condition_evidence(
    journey: Journey, condition_id: int, *, words: str, by: Actor, at: datetime
) -> Condition:
    """The setting says how it meets a condition."""
    condition = find_condition(journey, condition_id)
    if condition.state is ConditionState.MET:
        raise NotAllowed("This condition is met already.")
    if not words.strip():
        raise NotReady("Say what you did, and where it can be seen")
    condition.state, condition.evidence_words = ConditionState.EVIDENCE_GIVEN, words.strip()
    condition.evidence_by_id, condition.evidence_at = by.user_id, at
    condition.version += 1
    _tell(journey, condition, "give_condition_evidence", by=by, at=at, words=words.strip())
    return condition


def answer_condition(
    journey: Journey, condition_id: int, *, met: bool, reason: str = "", by: Actor, at: datetime
) -> Condition:
    """Close a condition as met, or give it back. Not by who gave the evidence.

    Raises NotReady when it is given back without words.
    """
    condition = find_condition(journey, condition_id)
    if by.role not in (Role.COORDINATOR, Role.PANEL):
        raise NotAllowed("A coordinator or a panel member answers a condition.")
    if condition.state is not ConditionState.EVIDENCE_GIVEN:
        raise NotAllowed("No evidence is waiting to be looked at for this condition.")
    if by.user_id == condition.evidence_by_id:
        raise NotAllowed("Ask somebody else: you gave the evidence yourself.")
    if not met and not reason.strip():
        raise NotReady("Say what is still needed")
    condition.state = ConditionState.MET if met else ConditionState.OPEN
    if met:
        condition.closed_by_id, condition.closed_at = by.user_id, at
    condition.version += 1
    step = "meet_condition" if met else "return_condition"
    _tell(journey, condition, step, by=by, at=at, words=reason.strip())
    return condition


def _tell(
    journey: Journey, condition: Condition, step: str, *, by: Actor, at: datetime, words: str
) -> None:
    said = f"{condition.words}\n{words}".strip()
    fields = {
        "condition": condition.words,
        "reason": words,
        "due_on": long_day(condition.due_on),
    }
    take_step(journey, step, by=by, at=at, words=said, fields=fields)
