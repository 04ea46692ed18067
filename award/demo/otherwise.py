"""Why an assessor of the demo recommends something else than the rule suggests."""

from datetime import datetime
from typing import Final

from award.domain.facts import Outcome
from award.domain.outcomes import suggest
from award.storage.facts import facts_of
from award.storage.journeys import Journey

OTHERWISE: Final = {
    Outcome.AWARD: "What is left is small, and is put right already.",
    Outcome.AWARD_WITH_CONDITIONS: "What is left is begun, and can be shown within a term.",
    Outcome.DEFER: "What was judged met is new, and has not been lived yet.",
    Outcome.TURN_DOWN: "It is still to be built up, so that more time alone would not be enough.",
}


def why_otherwise(journey: Journey, outcome: Outcome, *, at: datetime) -> str:
    """What they say of it; empty where the rule suggests the same."""
    facts = facts_of(journey, at=at)
    suggested = suggest(facts.criteria, facts.rules).outcome
    return "" if suggested is outcome else OTHERWISE[outcome]
