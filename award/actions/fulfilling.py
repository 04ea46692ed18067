"""Conditions of an award: evidence given, returned, more time, and found to be met or not."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from award.actions.condition_pieces import show_pieces
from award.actions.moves import take_step
from award.actions.telling import Recipient
from award.actions.who_answers import ANSWERING, is_bound, who_looks
from award.domain.condition_ends import not_asked_words
from award.domain.letters import Addressee
from award.domain.people import Actor
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.spoken import long_day
from award.storage.asked_conditions import find_ended
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import must_be_held, session_of
from award.storage.decisions import (
    CLOSED_CONDITIONS,
    Condition,
    ConditionState,
    Decision,
)
from award.storage.journeys import Journey


def find_condition(journey: Journey, condition_id: int, *, version: int | None = None) -> Condition:
    """A condition of the decision that stands. Raises NotFound for any other.

    ``version`` is the one that the page showed. Raises Stale where it was changed since.
    """
    must_be_held(journey)
    session = session_of(journey)
    condition = session.get(Condition, condition_id, populate_existing=True)
    if condition is None or condition.journey_id != journey.id:
        raise NotFound
    if session.get_one(Decision, condition.decision_id).superseded_at is not None:
        raise NotFound
    if version is not None and version != condition.version:
        raise Stale("this condition")
    return condition


def give_condition_evidence(
    journey: Journey,
    condition_id: int,
    *,
    words: str,
    pieces: Iterable[int] = (),
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Condition:
    """The setting says how it meets a condition, with the pieces of evidence that show it.

    The coordinators are told; where the only one wrote it down on behalf, the panel is.
    """
    condition = find_condition(journey, condition_id, version=version)
    _must_be_asked(journey, condition, at=at)
    if not words.strip():
        raise NotReady("Say what you did, and where it can be seen")
    show_pieces(journey, condition, set(pieces), at=at)
    condition.state, condition.evidence_words = ConditionState.EVIDENCE_GIVEN, words.strip()
    condition.evidence_by_id, condition.evidence_at = by.user_id, at
    condition.version += 1
    people = who_looks(journey, giver_id=by.user_id, at=at)
    step, said = "give_condition_evidence", words.strip()
    _tell(journey, condition, step, by=by, at=at, words=said, people=people)
    return condition


def name_condition_owner(
    journey: Journey,
    condition_id: int,
    *,
    name: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Condition:
    """Say who at the setting sees to a condition."""
    condition = find_condition(journey, condition_id, version=version)
    _must_be_asked(journey, condition, at=at)
    if not name.strip():
        raise NotReady("Write the name of who sees to it")
    if name.strip() != condition.owner_name:
        condition.owner_name = name.strip()
        condition.version += 1
        said = f"{condition.words}\n{condition.owner_name}"
        take_step(journey, "name_condition_owner", by=by, at=at, words=said)
    return condition


def answer_condition(
    journey: Journey,
    condition_id: int,
    *,
    met: bool,
    reason: str = "",
    until_on: date | None = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Condition:
    """Close a condition as met, or give it back. Not by who gave the evidence, or has a tie.

    Given back it may be due on a later day, and is where its day has passed. Raises NotReady
    when it is given back without words, or without a day that the setting can keep.
    """
    condition = _to_answer(journey, condition_id, version=version, by=by, at=at)
    if condition.state is not ConditionState.EVIDENCE_GIVEN:
        raise NotAllowed("No evidence is waiting to be looked at for this condition.")
    if not met:
        missing = [] if reason.strip() else [NotReady("Say what is still needed", of="reason")]
        if until_on is not None or needs_new_day(condition, day_of(at)):
            missing += _wrong_day(condition, until_on, at=at)
        _move_day(condition, until_on, missing)
    step = "meet_condition" if met else "return_condition"
    state = ConditionState.MET if met else ConditionState.OPEN
    return _answered(journey, condition, step, state, reason, by=by, at=at)


def give_more_time(
    journey: Journey,
    condition_id: int,
    *,
    until_on: date | None,
    reason: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Condition:
    """Let a condition be due on a later day, within the award. Its letters follow the new day.

    So may who gave evidence that was sent back: nothing of theirs waits to be looked at then.
    """
    condition = _to_answer(journey, condition_id, version=version, by=by, at=at, closes=False)
    why = NotReady("Say why, so that the setting can follow", of="reason")
    missing = [] if reason.strip() else [why]
    _move_day(condition, until_on, [*missing, *_wrong_day(condition, until_on, at=at)])
    open_ = ConditionState.OPEN
    return _answered(journey, condition, "give_more_time", open_, reason, by=by, at=at)


def miss_condition(
    journey: Journey,
    condition_id: int,
    *,
    reason: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Condition:
    """Close a condition as not met: its day has passed, or what was shown does not meet it.

    Nothing follows by itself; the award stands until a panel decides otherwise.
    """
    condition = _to_answer(journey, condition_id, version=version, by=by, at=at)
    if condition.state is ConditionState.OPEN and not is_late(condition, day_of(at)):
        raise NotReady(f"Wait until {long_day(condition.due_on)} has passed, or for evidence")
    if not reason.strip():
        raise NotReady("Say why, so that the setting can follow")
    not_met = ConditionState.NOT_MET
    return _answered(journey, condition, "miss_condition", not_met, reason, by=by, at=at)


def gave_it(condition: Condition, by: Actor) -> bool:
    """Whether it was they who gave the evidence: somebody else answers the condition."""
    return condition.evidence_by_id is not None and by.user_id == condition.evidence_by_id


def is_late(condition: Condition, today: date) -> bool:
    """Whether it waits for the setting though its day has passed."""
    return condition.state is ConditionState.OPEN and condition.due_on < today


def waits_for_another(condition: Condition, by: Actor) -> bool:
    """Whether evidence that they gave themselves waits: somebody else looks at it."""
    return condition.state is ConditionState.EVIDENCE_GIVEN and gave_it(condition, by)


def needs_new_day(condition: Condition, today: date) -> bool:
    """Whether a condition can only be given back with a new day, since its own has passed."""
    return condition.due_on < today


def _wrong_day(condition: Condition, until_on: date | None, *, at: datetime) -> list[NotReady]:
    """What is wrong with a new day: it is later than the one before, to come, within the award."""
    last = session_of(condition).scalar(
        select(Award.valid_until).where(Award.journey_id == condition.journey_id)
    )
    if until_on is None or until_on <= max(condition.due_on, day_of(at)):
        after = long_day(condition.due_on)
        said = f"Choose a day that is still to come and after {after}"
    elif last is not None and until_on > last:
        said = f"Choose a day within the award: it ends on {long_day(last)}"
    else:
        return []
    return [NotReady(said, of="until_on")]


def _move_day(condition: Condition, until_on: date | None, missing: list[NotReady]) -> None:
    """Let the condition be due on the new day, if there is one, and nothing is missing."""
    if missing:
        raise NotReady.together(missing)
    if until_on is not None:
        condition.first_due_on = condition.first_due_on or condition.due_on
        condition.due_on = until_on


def _must_be_asked(journey: Journey, condition: Condition, *, at: datetime) -> None:
    if condition.state is ConditionState.MET:
        raise NotAllowed("This condition is met already.")
    if condition.state is ConditionState.NOT_MET:
        raise NotAllowed("This condition is closed: it was not met. Write to the coordinator.")
    if (ended := find_ended(journey, day_of(at))) is not None:
        raise NotAllowed(not_asked_words(ended.over, long_day(ended.on) if ended.on else ""))


def _to_answer(
    journey: Journey,
    condition_id: int,
    *,
    version: int | None,
    by: Actor,
    at: datetime,
    closes: bool = True,
) -> Condition:
    """A condition for somebody of the authority to answer, without a tie, who did not give its
    evidence.

    Where the answer does not close it, only evidence that waits now has to be another's.
    """
    condition = find_condition(journey, condition_id, version=version)
    if by.role not in ANSWERING:
        raise NotAllowed("A coordinator or a panel member answers a condition.")
    _must_be_asked(journey, condition, at=at)
    if gave_it(condition, by) if closes else waits_for_another(condition, by):
        raise NotAllowed("Ask somebody else: you gave the evidence yourself.")
    if is_bound(journey, condition, by):
        raise NotAllowed("Ask somebody else: you have a tie to this setting.")
    return condition


def _answered(
    journey: Journey,
    condition: Condition,
    step: str,
    state: ConditionState,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Condition:
    condition.state, condition.answer = state, reason.strip()
    if state in CLOSED_CONDITIONS:
        condition.closed_by_id, condition.closed_at = by.user_id, at
    condition.version += 1
    _tell(journey, condition, step, by=by, at=at, words=reason.strip())
    return condition


def _tell(
    journey: Journey,
    condition: Condition,
    step: str,
    *,
    by: Actor,
    at: datetime,
    words: str,
    people: Mapping[Addressee, Iterable[Recipient]] | None = None,
) -> None:
    said = f"{condition.words}\n{words}".strip()
    fields = {
        "condition": condition.words,
        "reason": words,
        "due_on": long_day(condition.due_on),
    }
    about = {"condition": condition.id}
    take_step(journey, step, by=by, at=at, words=said, fields=fields, people=people, about=about)
