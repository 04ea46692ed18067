"""By when the panel votes on what is before it, read of a journey."""

from datetime import date

from award.domain.panel_days import vote_by
from award.storage.days import council_calendar, day_of
from award.storage.db import session_of
from award.storage.journeys import Journey


def vote_by_on(journey: Journey) -> date:
    """The day by which to vote on a journey that is before the panel; letters and pages name it."""
    council = council_calendar(session_of(journey), journey.authority_id)
    panel_on = journey.round.panel_on if journey.round else None
    return vote_by(panel_on, day_of(journey.stage_since), council.add_days)
