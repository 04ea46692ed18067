"""What stands at the head of every page of a journey, in each room that shows one."""

from typing import Any

from award.storage.journeys import Journey
from award.web.kit.journey_steps import journey_steps
from award.web.kit.journeys import stage_read, turn_words


def journey_head(held: Journey, *, mine: bool = False) -> dict[str, Any]:
    """The journey, its line of steps, where it stands and whose turn it is; ``mine``: one's own."""
    tone, words = stage_read(held)
    return {
        "journey": held,
        "steps": journey_steps(held),
        "tone": tone,
        "stage_words": words,
        "turn_words": turn_words(held, mine=mine),
        "is_mine": mine,
    }
