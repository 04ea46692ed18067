"""What stands beside a plan for those who read it: notes on its actions, and a plan attached."""

from typing import Any

from flask import url_for

from award.domain.people import Actor
from award.queries.plans import list_actions, list_notes_of, list_plan_papers
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.filters import day_short


def beside_plan(journey: Journey, who: Actor, file_endpoint: str) -> dict[str, Any]:
    """The notes, newest first, and the setting's own plan with its address.

    ``file_endpoint`` is the screen of the room that hands out a file of evidence, and asks.
    """
    whats = {one.id: one.what for one in list_actions(who, journey)}
    return {
        "notes": [
            {
                "when": day_short(one.at),
                "what": whats.get(one.action_id, ""),
                "text": one.words,
                "who": one.by_name,
            }
            for one in list_notes_of(db.session(), who, journey)
        ],
        "papers": [
            {"words": one.title, "href": _address(journey, one, file_endpoint)}
            for one in list_plan_papers(db.session(), who, journey)
        ],
    }


def _address(journey: Journey, item: EvidenceItem, file_endpoint: str) -> str:
    """Where the plan itself is read; empty while its file may not be read."""
    version = item.newest
    if version is None:
        return item.link_address or ""
    if not version.is_open:
        return ""
    return url_for(file_endpoint, journey_id=journey.id, version_id=version.id)
