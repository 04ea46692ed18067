"""Whose votes count, and for what."""

from datetime import datetime

from award.domain.facts import Facts, Outcome
from award.domain.ties import binds_voter


def free_panel(facts: Facts) -> frozenset[int]:
    """The panel members who may vote on this journey as things stand now."""
    return frozenset(one for one in facts.panel if not binds_voter(facts.ties_of(one), facts.rules))


def voters_for(outcome: Outcome, facts: Facts) -> frozenset[int]:
    """Who votes for this outcome, is on the panel still, and has no tie now."""
    free = free_panel(facts)
    return frozenset(
        one.user_id for one in facts.votes if one.outcome is outcome and one.user_id in free
    )


def is_released(at: datetime, released: datetime | None) -> bool:
    """Whether a decision was released since the panel said something at this moment."""
    return released is not None and at <= released
