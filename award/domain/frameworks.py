"""What a framework, a standard and a criterion are, and what a kind of setting is asked."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from award.domain.checklists import ChecklistLine, ChecklistReach
from award.domain.kinds import Family, Kind, KindCriteria


class Judged(StrEnum):
    """Where a setting stands on one criterion; `not_applicable` lies outside the order."""

    NOT_YET = "not_yet"
    DEVELOPING = "developing"
    MET = "met"
    EMBEDDED = "embedded"
    NOT_APPLICABLE = "not_applicable"


SCALE: Final = (Judged.NOT_YET, Judged.DEVELOPING, Judged.MET, Judged.EMBEDDED)
MOST_EVIDENCE: Final = 3


@dataclass(frozen=True)
class ScalePoint:
    """One point of the scale with its label and what it means."""

    point: Judged
    label: str
    sentence: str


@dataclass(frozen=True)
class Meaning:
    """A word that the descriptors use, and what it means here."""

    word: str
    means: str


@dataclass(frozen=True)
class ConversationVariant:
    """What one family of settings hears instead; None leaves the words as they are."""

    family: Family
    title: str | None = None
    minutes: int | None = None
    with_whom: str | None = None
    opening: str | None = None


@dataclass(frozen=True)
class Conversation:
    """A talk or a place on a visit: with whom, for how long, and how it begins."""

    code: str
    title: str
    minutes: int
    with_whom: str
    opening: str
    variants: tuple[ConversationVariant, ...] = ()

    def for_family(self, family: Family) -> "Conversation":
        """The conversation in the words of one family of settings."""
        return replace(self, **_given(self.variants, family))


@dataclass(frozen=True)
class Standard:
    """One chapter of the framework, with its title as a child would say it."""

    code: str
    title: str
    child_title: str
    intro: str


@dataclass(frozen=True)
class Descriptor:
    """What one point of the scale looks like for one criterion."""

    point: Judged
    text: str


@dataclass(frozen=True)
class ExpectedEvidence:
    """A piece of proof that fits, why it counts, and how old it may be on the day it is judged.

    ``fresh_months`` 0 means any age. ``fresh_terms``, where given, is the exact rule; the months
    then stand in for settings that do not work in school terms.
    """

    name: str
    why_it_counts: str
    fresh_months: int
    fresh_terms: int | None = None


@dataclass(frozen=True)
class SeenHeard:
    """A question to ask, or a thing to look for, in one conversation."""

    conversation: str
    prompt: str


@dataclass(frozen=True)
class CriterionVariant:
    """What one family of settings reads instead; None leaves the criterion's own."""

    family: Family
    title: str | None = None
    wording: str | None = None
    why: str | None = None
    tips: tuple[str, ...] | None = None
    descriptors: tuple[Descriptor, ...] | None = None
    evidence: tuple[ExpectedEvidence, ...] | None = None
    seen_heard: tuple[SeenHeard, ...] | None = None


@dataclass(frozen=True)
class Criterion:
    """One expectation of the award."""

    code: str
    standard: str
    essential: bool
    title: str
    wording: str
    why: str
    tips: tuple[str, ...]
    club: bool
    not_applicable_for: tuple[str, ...]
    descriptors: tuple[Descriptor, ...]
    evidence: tuple[ExpectedEvidence, ...]
    seen_heard: tuple[SeenHeard, ...]
    variants: tuple[CriterionVariant, ...] = ()

    def descriptor(self, point: Judged) -> str:
        """What this point looks like; empty for what does not apply."""
        return next((one.text for one in self.descriptors if one.point == point), "")

    def prompts(self, conversation: str) -> tuple[str, ...]:
        """What to ask or look for in one conversation."""
        return tuple(one.prompt for one in self.seen_heard if one.conversation == conversation)

    def for_family(self, family: Family) -> "Criterion":
        """The criterion in the words of one family; a list that is given replaces the list."""
        return replace(self, **_given(self.variants, family))

    def for_kind(self, kind: Kind) -> "Criterion":
        """The criterion as a setting of this kind reads it."""
        own = self.for_family(kind.family)
        return replace(
            own,
            title=kind.say(own.title),
            wording=kind.say(own.wording),
            why=kind.say(own.why),
            tips=tuple(kind.say(tip) for tip in own.tips),
            descriptors=tuple(replace(one, text=kind.say(one.text)) for one in own.descriptors),
            evidence=tuple(
                replace(one, name=kind.say(one.name), why_it_counts=kind.say(one.why_it_counts))
                for one in own.evidence
            ),
            seen_heard=tuple(replace(one, prompt=kind.say(one.prompt)) for one in own.seen_heard),
        )


@dataclass(frozen=True)
class Guidance:
    """A text or body that the framework rests on; ``checked_on`` is empty until somebody looked.

    ``web_address`` is where an authority reads it on the web; a framework names none.
    """

    code: str
    name: str
    body: str
    used_for: str
    applies_to: tuple[str, ...]
    checked_on: str
    note: str
    web_address: str = ""


GUIDANCE_WORDS: Final = {
    "name": "What it is called",
    "body": "Who published it",
    "used_for": "What it is used for",
    "note": "What to look out for",
    "web_address": "Where it is on the web",
}


@dataclass(frozen=True)
class Framework:
    """One version of the whole award: what it asks, how it is judged, and of whom."""

    name: str
    version: str
    language: str
    intro: str
    disclaimer: str
    judging_rule: str
    impact_rule: str
    no_case_rule: str
    any_way_rule: str
    data_rule: str
    scale: tuple[ScalePoint, ...]
    words: tuple[Meaning, ...]
    conversations: tuple[Conversation, ...]
    standards: tuple[Standard, ...]
    criteria: tuple[Criterion, ...]
    policy_checklist: tuple[ChecklistLine, ...]
    kinds: tuple[Kind, ...]
    guidance: tuple[Guidance, ...]

    def kind(self, code: str) -> Kind | None:
        """The kind of setting with this code."""
        return next((one for one in self.kinds if one.code == code), None)


def criteria_for(framework: Framework, kind: Kind) -> tuple[Criterion, ...]:
    """The criteria that a kind of setting is asked, in order and in its own words."""
    asked = (one for one in framework.criteria if one.club or kind.criteria != KindCriteria.CLUB)
    return tuple(one.for_kind(kind) for one in asked)


def standards_for(framework: Framework, kind: Kind) -> tuple[Standard, ...]:
    """The standards in the kind's own words."""
    say = kind.say
    return tuple(
        Standard(one.code, say(one.title), say(one.child_title), say(one.intro))
        for one in framework.standards
    )


def conversations_for(framework: Framework, kind: Kind) -> tuple[Conversation, ...]:
    """The conversations of a visit to this kind of setting, in its own words."""
    found = [one.for_family(kind.family) for one in framework.conversations]
    return tuple(
        replace(
            one,
            title=kind.say(one.title),
            with_whom=kind.say(one.with_whom),
            opening=kind.say(one.opening),
        )
        for one in found
    )


def checklist_for(framework: Framework, kind: Kind) -> tuple[ChecklistLine, ...]:
    """The policy checklist for this kind: lines for its criteria only, in its own words."""
    asked = {one.code for one in criteria_for(framework, kind)}
    return tuple(
        replace(line, text=kind.say(line.text), looks_like=kind.say(line.looks_like))
        for line in framework.policy_checklist
        if line.criterion in asked
        and (line.applies_to == ChecklistReach.ALL or kind.family == Family.SCHOOL)
    )


def preset_not_applicable(framework: Framework, kind: Kind) -> frozenset[str]:
    """The codes of the criteria asked that are preset as "does not apply" for this kind."""
    return frozenset(
        one.code for one in criteria_for(framework, kind) if kind.is_one_of(one.not_applicable_for)
    )


def _given(
    variants: tuple[ConversationVariant, ...] | tuple[CriterionVariant, ...], family: Family
) -> dict[str, Any]:
    variant = next((one for one in variants if one.family == family), None)
    if variant is None:
        return {}
    values = {one.name: getattr(variant, one.name) for one in fields(variant)}
    return {name: value for name, value in values.items() if name != "family" and value is not None}
