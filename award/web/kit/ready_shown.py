"""What somebody reads before they agree that a setting is ready, signed in and by a link alike."""

from typing import Final

from award.domain.facts import Facts
from award.domain.guards import named
from award.domain.readiness import NeedKind, blocks

# What is missing, to who reads it and cannot do it.
LACKS: Final[dict[NeedKind, str]] = {
    NeedKind.JUDGEMENT: "It is not said so far where you stand",
    NeedKind.AGREEMENT: "The coordinator has not agreed so far that it does not apply",
    NeedKind.SUPPORT: "Still without evidence",
    NeedKind.FRESH_SUPPORT: "The evidence is too old for the visit",
    NeedKind.IMPROVEMENT: "Still being worked on",
    NeedKind.ACTION: "Actions are not finished",
    NeedKind.PLAN: "The action plan is not agreed so far",
    NeedKind.VISIT: "A monitoring visit is still to come, or its record to be agreed",
    NeedKind.POLICY: "No review of the anti-bullying policy is noted for the last twelve months",
}


def still_needed(facts: Facts) -> list[str]:
    """What keeps the setting from being ready besides the head's word; the essentials in one."""
    needed = blocks(facts)
    codes = list(dict.fromkeys(one.criterion for one in needed if one.criterion))
    lacks = [LACKS[one.kind] for one in needed if not one.criterion]
    return [*lacks, f"Something essential is missing for {named(codes)}"] if codes else lacks


def every_criterion_told(count: int) -> str:
    """What the lines are that somebody reads before they agree."""
    return (
        f"These are all {count} criteria that are asked of you, the essential ones first, and "
        "where your setting says it stands."
    )
