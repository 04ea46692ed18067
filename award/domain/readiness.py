"""What is still missing before a setting is ready, per criterion and for the journey.

The rule is the scheme's section on readiness: what the route asks of the journey blocks; so does
an essential criterion that is unjudged, judged "not yet" or unsupported; everything else warns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from award.domain.facts import CriterionFacts, Facts, PlanState
from award.domain.frameworks import Judged
from award.domain.spoken import short_day
from award.domain.stages import BEFORE_READY, CLOSED, Stage


class NeedKind(StrEnum):
    """What sort of thing is missing; a page turns it into the link that does it."""

    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"
    SUPPORT = "support"
    FRESH_SUPPORT = "fresh_support"
    IMPROVEMENT = "improvement"
    ACTION = "action"
    PLAN = "plan"
    VISIT = "visit"
    POLICY = "policy"


@dataclass(frozen=True)
class Need:
    """One thing that is still missing. ``criterion`` is empty for what the journey needs."""

    kind: NeedKind
    sentence: str
    criterion: str = ""
    blocks: bool = False


def needs(facts: Facts) -> tuple[Need, ...]:
    """Everything missing: first what blocks, then what only warns, in the framework's order."""
    found = [*_journey_needs(facts)]
    for one in facts.criteria:
        found.extend(_criterion_needs(one))
    return tuple(sorted(found, key=lambda need: not need.blocks))


def blocks(facts: Facts) -> tuple[Need, ...]:
    """What keeps the setting from declaring that it is ready.

    Nothing does where readiness was settled elsewhere, before the journey was brought in.
    """
    if facts.readiness_passed:
        return ()
    return tuple(need for need in needs(facts) if need.blocks)


def is_criterion_ready(one: CriterionFacts, stage: Stage) -> bool:
    """Whether nothing at all is missing for this criterion.

    Once there is the award, an action that goes on is no lack.
    """
    return all(_goes_on(need) and stage is Stage.AWARDED for need in _criterion_needs(one))


def lacks_essential(one: CriterionFacts, stage: Stage) -> bool:
    """Whether it is an essential criterion that something is left to do for.

    Once the setting is ready, an action that goes on is nothing that holds it up.
    """
    lacks = (stage in BEFORE_READY or not _goes_on(need) for need in _criterion_needs(one))
    return one.essential and any(lacks)


def goes_on(facts: Facts) -> tuple[CriterionFacts, ...]:
    """The essential criteria with an action still to finish, which does not hold the journey up."""
    if facts.stage in (*BEFORE_READY, *CLOSED):
        return ()
    asked = (one for one in facts.criteria if one.applies and one.essential)
    return tuple(one for one in asked if one.actions_left and not lacks_essential(one, facts.stage))


def ready_count(facts: Facts) -> tuple[int, int]:
    """How many criteria are ready, of how many that apply."""
    asked = [one for one in facts.criteria if one.applies]
    return sum(is_criterion_ready(one, facts.stage) for one in asked), len(asked)


def _journey_needs(facts: Facts) -> Iterator[Need]:
    rules = facts.rules
    if rules.plan_agreed and facts.plan is not PlanState.AGREED:
        yield Need(NeedKind.PLAN, "Have the action plan agreed", blocks=True)
    left = rules.monitoring_visits - facts.monitoring_signed
    if left > 0:
        sentence = "Have a monitoring visit, and agree its record"
        if left > 1:
            sentence = f"Have {left} monitoring visits, and agree their records"
        yield Need(NeedKind.VISIT, sentence, blocks=True)
    if rules.policy_in_date and not facts.policy_in_date:
        sentence = "Say when the anti-bullying policy was last reviewed: twelve months ago at most"
        if (on := facts.policy_reviewed_on) is not None:
            sentence = f"Review the anti-bullying policy: last done on {short_day(on)}"
        yield Need(NeedKind.POLICY, sentence, blocks=True)


def _criterion_needs(one: CriterionFacts) -> Iterator[Need]:
    if not one.applies:
        return
    if one.judged is None:
        yield _need(NeedKind.JUDGEMENT, f"Say where you stand on {one.code}", one)
    elif one.judged is Judged.NOT_APPLICABLE:
        words = f"Ask the coordinator to agree that {one.code} does not apply"
        yield _need(NeedKind.AGREEMENT, words, one)
    elif one.judged is Judged.NOT_YET:
        words = f"Work on {one.code}, then say again where you stand"
        yield _need(NeedKind.IMPROVEMENT, words, one)
    if not one.supported and not one.on_the_day:
        if one.evidence_stale:
            words = f"Add newer evidence for {one.code}: what is there is too old for the visit"
            yield _need(NeedKind.FRESH_SUPPORT, words, one)
        else:
            words = f"Add evidence for {one.code}, or say that you will show it on the day"
            yield _need(NeedKind.SUPPORT, words, one)
    if one.actions_left:
        words = f"Finish the actions for {one.code}, or say why they stopped"
        yield Need(NeedKind.ACTION, words, one.code)


def _goes_on(need: Need) -> bool:
    """Whether it is an action that is not finished, which never blocks."""
    return need.kind is NeedKind.ACTION


def _need(kind: NeedKind, sentence: str, one: CriterionFacts) -> Need:
    return Need(kind, sentence, one.code, blocks=one.essential)
