"""Going on without a second judgement that was not to be had."""

from datetime import datetime

from award.actions.moves import asker_of, take_step
from award.domain.decision_guards import second_can_be_set_aside
from award.domain.people import Actor
from award.domain.refusals import NotReady
from award.storage.db import must_be_held
from award.storage.facts import facts_of
from award.storage.journeys import Journey


def must_go_without_second(journey: Journey, *, by: Actor, at: datetime) -> None:
    """Refuse to go on while a second judgement may still come. Raises NotReady."""
    refusal = second_can_be_set_aside(facts_of(journey, at=at, asker=asker_of(by)))
    if refusal:
        raise NotReady(refusal)


def set_second_aside(journey: Journey, *, reason: str, by: Actor, at: datetime) -> None:
    """A panel member goes on without a second judgement when none was to be had in ten days."""
    must_be_held(journey)
    must_go_without_second(journey, by=by, at=at)
    if not reason.strip():
        raise NotReady("Say why, in a sentence or two")
    journey.second_set_aside_at, journey.second_set_aside_by_id = at, by.user_id
    journey.second_set_aside_reason = reason.strip()
    fields = {"reason": reason.strip()}
    take_step(journey, "set_aside_second", by=by, at=at, words=reason.strip(), fields=fields)
