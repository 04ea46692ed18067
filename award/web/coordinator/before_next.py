"""What comes before the next step of a journey, as the card of its first page."""

from typing import Any

from flask import url_for

from award.domain.decision_guards import report_stands
from award.domain.facts import Facts
from award.domain.guards import assessor_untied
from award.domain.turns import Turn
from award.queries.today import REPORTED
from award.storage.journeys import Journey
from award.web.coordinator.deeds import DEEDS, link_of
from award.web.kit.filters import day
from award.web.kit.moves import OpenMove


def paused(found: Journey) -> dict[str, Any]:
    return {
        "why": "For now",
        "title": "This journey is paused",
        "blockers": (),
        "text": found.pause_reason,
        "button": "End the pause",
        "href": url_for("coordinator.resume", journey_id=found.id),
    }


def report_bound(found: Journey, facts: Facts, moves: list[OpenMove]) -> dict[str, Any]:
    """The one step while a report does not stand, as the day's list says it; empty where it does.

    Somebody without a tie is assigned first; then the report is revised.
    """
    ours = found.turn is Turn.COORDINATOR and found.stage in REPORTED
    if not ours or report_stands(facts) is None:
        return {}
    deed = DEEDS["report_bound"]
    words, href = deed.button, link_of(deed, found.id, None, None)
    revise = next((one for one in moves if one.name == "revise_report"), None)
    if facts.assessor_id is not None and assessor_untied(facts) is None and revise is not None:
        words, href = revise.label, revise.href
    return {
        "why": "Your step",
        "title": deed.card.format(found.setting.name),
        "blockers": (),
        "text": deed.more,
        "button": words,
        "href": href,
    }


def gives_new_day(found: Journey) -> dict[str, Any]:
    """The one step once an appeal against more time was upheld: the deferral ends later."""
    return {
        "why": "An appeal was upheld",
        "title": "Give the deferral a new date",
        "blockers": (),
        "text": f"It ends on {day(found.deferred_until)} now. The setting waits to hear until when "
        "it has time instead.",
        "button": "Give a new date",
        "href": url_for("coordinator.deferral", journey_id=found.id),
    }


def asks_for_pause(found: Journey) -> dict[str, Any]:
    until = found.pause_asked_until
    return {
        "why": "The setting asks",
        "title": f"A pause until {day(until)}" if until else "A pause",
        "blockers": (),
        "text": found.pause_reason,
        "button": "Answer",
        "href": url_for("coordinator.pause", journey_id=found.id),
    }
