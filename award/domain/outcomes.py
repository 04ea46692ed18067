"""The decision rule that suggests, and which journeys get a blind second judgement.

The thresholds are the route's (scheme, table of routes): essentials met; 85 % of what applies
met; none "not yet". With conditions: 5 % "not yet" and 25 % "developing" at most. Each number is
rounded in the setting's favour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from award.domain.facts import CriterionFacts, Outcome
from award.domain.frameworks import Judged
from award.domain.routes import Rules


@dataclass(frozen=True)
class Suggestion:
    """What the rule suggests, and the sentences that say why."""

    outcome: Outcome
    why: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """The assessor's judgements counted. ``essentials_below`` names essentials below "met"."""

    applies: int
    met: int
    developing: int
    not_yet: int
    essentials_below: tuple[str, ...]


def tally(criteria: Sequence[CriterionFacts]) -> Tally:
    """Count the assessor's judgements; what does not apply is left out of every number.

    "Does not apply" counts as "not yet" until the coordinator agreed to it.
    """
    judged = [
        one
        for one in criteria
        if one.applies and (one.assessed is not Judged.NOT_APPLICABLE or one.left_out_alone)
    ]
    missing = (None, Judged.NOT_YET, Judged.NOT_APPLICABLE)
    below = (*missing, Judged.DEVELOPING)
    return Tally(
        applies=len(judged),
        met=sum(one.assessed not in below for one in judged),
        developing=sum(one.assessed is Judged.DEVELOPING for one in judged),
        not_yet=sum(one.assessed in missing for one in judged),
        essentials_below=tuple(
            one.code for one in judged if one.essential and one.assessed in below
        ),
    )


def counted_words(count: Tally) -> str:
    """How many criteria are met, and how many not; nothing is said of what none is."""
    if count.applies and count.met == count.applies:
        whole = (
            "The one criterion is" if count.applies == 1 else f"All {count.applies} criteria are"
        )
        return f"{whole} met or embedded."
    below = ((count.developing, "developing"), (count.not_yet, "not yet"))
    parts = [f"{count.met} of {count.applies} criteria are met or embedded"]
    parts += [f"{number} {words}" for number, words in below if number]
    return f"{', '.join(parts)}."


def suggest(criteria: Sequence[CriterionFacts], rules: Rules) -> Suggestion:
    """What the judgements suggest. The panel may decide otherwise, and says why."""
    count, limits = tally(criteria), rules.thresholds
    why = [counted_words(count)]
    if count.essentials_below:
        why.append(f"Essential and below met: {', '.join(count.essentials_below)}.")
        return Suggestion(Outcome.DEFER, tuple(why))
    if not count.applies:
        why.append("Nothing was judged, so there is nothing to award yet.")
        return Suggestion(Outcome.DEFER, tuple(why))
    if not count.not_yet and count.met >= count.applies * limits.met_percent // 100:
        return Suggestion(Outcome.AWARD, tuple(why))
    not_yet_allowed = -(-count.applies * limits.conditions_not_yet_percent // 100)
    developing_allowed = -(-count.applies * limits.conditions_developing_percent // 100)
    if count.not_yet <= not_yet_allowed and count.developing <= developing_allowed:
        return Suggestion(Outcome.AWARD_WITH_CONDITIONS, tuple(why))
    return Suggestion(Outcome.DEFER, tuple(why))


class SampleReason(StrEnum):
    """Why a journey's judgement is looked at by a second person."""

    DRAWN = "drawn"
    RECOMMENDED_NOT_YET = "recommended_not_yet"
    FIRST_OF_ASSESSOR = "first_of_assessor"


SAMPLE_WORDS: Final[dict[SampleReason, str]] = {
    SampleReason.DRAWN: "it was drawn by lot, from its number, when the report was first shared",
    SampleReason.RECOMMENDED_NOT_YET: "the report recommended “not yet”",
    SampleReason.FIRST_OF_ASSESSOR: "it is one of the assessor’s first reports",
}


def is_drawn(journey_id: int, percent: int) -> bool:
    """The random part of the sample: the same answer for a journey whenever it is asked.

    The first four bytes of SHA-256 over the journey's id, as a number below 2**32, are compared
    with ``percent`` of that range, so nobody can choose and nobody can draw again.
    """
    digest = sha256(f"second judgement of journey {journey_id}".encode()).digest()
    return int.from_bytes(digest[:4]) * 100 < percent * 2**32


def sample(
    *,
    journey_id: int,
    rules: Rules,
    recommended: Outcome,
    reports_before: int,
    already: frozenset[SampleReason],
    first_sharing: bool,
) -> frozenset[SampleReason]:
    """The reasons why this journey is in the sample. None of ``already`` is ever taken away.

    ``reports_before`` is how many journeys the assessor has reported on before this one. The
    random part, and the assessor's first journeys, are drawn at the first sharing only.
    """
    reasons = set(already)
    if first_sharing and is_drawn(journey_id, rules.sample_percent):
        reasons.add(SampleReason.DRAWN)
    if first_sharing and reports_before < rules.sample_first:
        reasons.add(SampleReason.FIRST_OF_ASSESSOR)
    if rules.sample_not_yet and recommended is Outcome.TURN_DOWN:
        reasons.add(SampleReason.RECOMMENDED_NOT_YET)
    return frozenset(reasons)
