"""How close a setting is: the leaves of each standard, what is left, and the rows of the table."""

from dataclasses import dataclass, field

from flask import url_for

from award.domain.facts import CriterionFacts, Facts
from award.domain.frameworks import Criterion, Judged
from award.domain.readiness import (
    Need,
    NeedKind,
    is_criterion_ready,
    lacks_essential,
    needs,
    ready_count,
)
from award.domain.stages import BEFORE_PLANNING, Stage
from award.storage.frameworks import framework_of, standards_of
from award.storage.journeys import Journey
from award.web.kit.filters import plural
from award.web.kit.pages import Link
from award.web.kit.ready_shown import LACKS
from award.web.setting.here import rests

COUNTS = frozenset({Stage.DRAFT, Stage.PLANNING, Stage.GATHERING})
NOT_APPLICABLE_WORDS = "Does not apply here"


@dataclass(frozen=True)
class StandardRow:
    """One standard with its leaves."""

    words: str
    ready: int
    total: int
    leaves: list[str]


@dataclass(frozen=True)
class Closeness:
    """How many criteria are ready, and which essential ones are not."""

    ready: int
    total: int
    standards: list[StandardRow]
    left: list[Link] = field(default_factory=list)
    left_words: str = ""


@dataclass(frozen=True)
class CriterionRow:
    """One criterion in the table of what is ready."""

    code: str
    title: str
    href: str
    essential: bool
    judged: str
    evidence: int
    stale: bool
    supported: bool
    on_the_day: bool
    actions_left: int
    is_ready: bool
    applies: bool
    need: str
    wording: str = ""

    @property
    def is_left(self) -> bool:
        return self.applies and not self.is_ready

    @property
    def falls_short(self) -> bool:
        """Whether something was given that does not do: it needs more, or does not fit."""
        return bool(self.evidence) and not self.supported and not self.on_the_day

    @property
    def needs_attention(self) -> bool:
        """Whether something is wrong with what was given; what is not begun is no warning."""
        return self.stale or self.falls_short


def counts_readiness(journey: Journey) -> bool:
    """Whether it still says something to the setting how many criteria are ready."""
    return journey.stage in COUNTS and not rests(journey)


def warns(journey: Journey) -> bool:
    """Whether what is left asks for something: the work has begun, is not over and not paused."""
    return journey.stage not in BEFORE_PLANNING and journey.ended_at is None and not rests(journey)


def closeness_of(journey: Journey, facts: Facts) -> Closeness:
    """How close the journey is, standard by standard."""
    by_code = {one.code: one for one in facts.criteria}
    ready, total = ready_count(facts)
    begun = warns(journey)
    rows = []
    for standard, criteria in standards_of(journey):
        own = [by_code[one.code] for one in criteria if by_code[one.code].applies]
        if own:
            leaves = [leaf_of(one, journey.stage, begun=begun) for one in own]
            rows.append(StandardRow(standard.title, leaves.count("ready"), len(own), leaves))
    asked = (one for one in facts.criteria if one.applies and begun)
    left = [one for one in asked if leaf_of(one, journey.stage) == "essential"]
    links = [Link(one.code, address_of(journey, one.code)) for one in left]
    words = f"{plural(len(left), 'essential')} left" if left else ""
    return Closeness(ready, total, rows, links, words)


def leaf_of(one: CriterionFacts, stage: Stage, *, begun: bool = True) -> str:
    """How the leaf of a criterion is drawn; nothing warns before the work has begun."""
    if is_criterion_ready(one, stage):
        return "ready"
    return "essential" if lacks_essential(one, stage) and begun else "left"


def address_of(journey: Journey, code: str) -> str:
    """The page of one criterion."""
    return url_for("setting.criterion", journey_id=journey.id, code=code)


def labels_of(journey: Journey) -> dict[Judged, str]:
    """What each point of the scale is called in this journey's framework."""
    named = {one.point: one.label for one in framework_of(journey.framework).scale}
    return named | {Judged.NOT_APPLICABLE: NOT_APPLICABLE_WORDS}


def need_words(need: Need, *, does: bool, given: bool) -> str:
    """What is missing: what to do, or what lacks; evidence that needs more is not called none."""
    if need.kind is NeedKind.SUPPORT and given:
        if not does:
            return "What was given is not enough so far"
        return f"Add to what you gave for {need.criterion}, or say that you will show it on the day"
    return need.sentence if does else LACKS[need.kind]


def rows_of(
    journey: Journey, facts: Facts, counts: dict[str, int], *, does: bool
) -> list[tuple[StandardRow, list[CriterionRow]]]:
    """The table of what is ready, by standard; who ``does`` it reads what to do about the rest."""
    labels, by_code = labels_of(journey), {one.code: one for one in facts.criteria}
    missing: dict[str, str] = {}
    begun = warns(journey)
    for need in needs(facts) if journey.ended_at is None and not rests(journey) else ():
        given = bool(counts.get(need.criterion))
        missing.setdefault(need.criterion, need_words(need, does=does, given=given))
    found = []
    for standard, criteria in standards_of(journey):
        rows = [
            _row(journey, one, by_code[one.code], labels, counts, missing.get(one.code, ""))
            for one in criteria
        ]
        leaves = [
            leaf_of(by_code[one.code], journey.stage, begun=begun) for one in rows if one.applies
        ]
        ready = leaves.count("ready")
        found.append((StandardRow(standard.title, ready, len(leaves), leaves), rows))
    return found


def _row(
    journey: Journey,
    criterion: Criterion,
    known: CriterionFacts,
    labels: dict[Judged, str],
    counts: dict[str, int],
    need: str,
) -> CriterionRow:
    return CriterionRow(
        code=known.code,
        wording=criterion.wording,
        title=criterion.title,
        href=address_of(journey, known.code),
        essential=known.essential,
        judged=labels[known.judged] if known.judged else "",
        evidence=counts.get(known.code, 0),
        stale=known.evidence_stale,
        supported=known.supported,
        on_the_day=known.on_the_day,
        actions_left=known.actions_left,
        is_ready=is_criterion_ready(known, journey.stage),
        applies=known.applies,
        need=need,
    )
