"""Who leads and who approves at a setting, as the pages of its journey name them."""

from award.actions.telling import recipients
from award.adapters import clock
from award.domain.letters import Addressee
from award.storage.approvers import lead_named
from award.storage.journeys import Journey


def lead_shown(journey: Journey) -> str:
    """Whoever leads, or is meant to; empty where nobody is known."""
    return lead_named(journey) or _there(journey, Addressee.LEAD)


def approver_shown(journey: Journey) -> str:
    """Whoever approves as the application names them, else as the setting does."""
    said = journey.application
    return (said.approver_name if said else "") or _there(journey, Addressee.HEAD)


def _there(journey: Journey, part: Addressee) -> str:
    return ", ".join(one.name for one in recipients(journey, part, at=clock.now()))
