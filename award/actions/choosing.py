"""Chooses the criteria that a new journey is asked, by the rule of its route."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from award.domain.facts import CriterionFacts
from award.domain.frameworks import (
    Criterion,
    Framework,
    criteria_for,
    preset_not_applicable,
)
from award.domain.kinds import Kind
from award.domain.refusals import NotReady
from award.domain.routes import CriteriaAsked
from award.storage.authorities import Framework as FrameworkRow
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.facts import facts_of
from award.storage.frameworks import framework_of, kind_of
from award.storage.journeys import CriterionAsked, Journey
from award.storage.sightings import look_ahead

SAMPLE_ONE_IN: Final = 5


def ask_criteria(
    journey: Journey, *, previous: Journey | None, shown: frozenset[str], at: datetime
) -> None:
    """Write down which criteria the journey is asked, with those that are preset as not applying.

    ``shown`` are the codes that were shown before, for a route that asks for the gaps. Refuses
    when nothing would be left to show.
    """
    framework, kind = framework_of(journey.framework), kind_of(journey.setting)
    everything = criteria_for(framework, kind)
    rule = journey.route.rules.criteria
    if rule is CriteriaAsked.CLUB:
        asked = tuple(one for one in everything if one.club)
    elif rule is CriteriaAsked.GAPS:
        asked = tuple(one for one in everything if one.code not in shown)
    elif rule is CriteriaAsked.STALE_AND_SAMPLE and previous is not None:
        looked_on = max(day_of(at), journey.round.panel_on) if journey.round else day_of(at)
        asked = _stale_and_sample(previous, everything, kind, looked_on, at)
    else:
        asked = everything
    if not asked:
        raise NotReady("Everything is marked as shown before: leave at least one criterion open.")
    _write(journey, framework, kind, asked, previous, at)


@dataclass(frozen=True)
class Foreseen:
    """What a renewal would ask if it began now, and what it would leave out."""

    asked: tuple[Criterion, ...]
    left_out: tuple[Criterion, ...]


def foresee_renewal(previous: Journey, now: FrameworkRow, *, at: datetime) -> Foreseen:
    """Which criteria of the framework a renewal after this journey would ask today."""
    kind = kind_of(previous.setting)
    everything = criteria_for(framework_of(now), kind)
    asked = _stale_and_sample(previous, everything, kind, day_of(at), at)
    return Foreseen(asked, tuple(one for one in everything if one not in asked))


def _stale_and_sample(
    previous: Journey,
    everything: Sequence[Criterion],
    kind: Kind,
    looked_on: date,
    at: datetime,
) -> tuple[Criterion, ...]:
    """The essentials, what is stale or worded anew since the last journey, and a sample.

    What the setting saw again, or added, since the decision is not stale.
    """
    before = framework_of(previous.framework)
    facts = facts_of(previous, at=at).with_evidence_looked_at(looked_on)
    known = {one.code: one for one in facts.criteria}
    fresh = {one.criterion for one in look_ahead(facts) if one.supports}
    needed = {
        one.code
        for one in everything
        if one.essential or _is_stale(known.get(one.code), fresh) or _reads_anew(one, before, kind)
    }
    rest = [one.code for one in everything if one.code not in needed]
    needed.update(draw_sample(rest, f"{previous.authority_id}:{previous.id}"))
    return tuple(one for one in everything if one.code in needed)


def draw_sample(codes: Sequence[str], seed: str) -> tuple[str, ...]:
    """One in five of the codes, rounded up: drawn by the seed alone, so nobody can draw again."""
    how_many = -(-len(codes) // SAMPLE_ONE_IN)
    by_lot = sorted(codes, key=lambda code: sha256(f"{seed}:{code}".encode()).hexdigest())
    return tuple(sorted(by_lot[:how_many]))


def _is_stale(known: CriterionFacts | None, fresh: Collection[str]) -> bool:
    """Not asked last time, or without evidence that would still count."""
    if known is None:
        return True
    return known.code not in fresh and not known.not_applicable_agreed


def _reads_anew(one: Criterion, before: Framework, kind: Kind) -> bool:
    """Asked last time, in other words than now."""
    then = next(old for old in before.criteria if old.code == one.code).for_kind(kind)
    return (then.wording, then.descriptors) != (one.wording, one.descriptors)


def _write(
    journey: Journey,
    framework: Framework,
    kind: Kind,
    asked: Sequence[Criterion],
    previous: Journey | None,
    at: datetime,
) -> None:
    preset = preset_not_applicable(framework, kind)
    agreed = {
        one.code: one.not_applicable_agreed_by_id
        for one in (previous.asked if previous else ())
        if one.not_applicable_agreed_at is not None
    }
    session_of(journey).add_all(
        CriterionAsked(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            code=one.code,
            place=place,
            essential=one.essential,
            not_applicable_agreed_at=at if one.code in preset or one.code in agreed else None,
            not_applicable_agreed_by_id=agreed.get(one.code),
        )
        for place, one in enumerate(asked, start=1)
    )
    session_of(journey).flush()
