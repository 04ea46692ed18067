"""What stands beside a plan for those who read it: notes on its actions, and a plan attached."""

from typing import Any, Final

from flask import url_for

from award.domain.people import Actor
from award.queries.plans import (
    list_actions,
    list_notes_of,
    list_plan_papers,
    was_agreed_elsewhere,
)
from award.queries.policies import list_checks
from award.queries.uses import list_uses
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.filters import day_short
from award.web.kit.screens import Screens, piece_address

ELSEWHERE: Final = "The plan was agreed before the journey came here, and is not kept here."


def kept_elsewhere(journey: Journey, who: Actor) -> str:
    """That a plan without an action was agreed before the journey came in; else no words."""
    return ELSEWHERE if was_agreed_elsewhere(db.session(), who, journey) else ""


def beside_plan(journey: Journey, who: Actor, screens: Screens) -> dict[str, Any]:
    """The notes, newest first, the setting's own plan with its address, and what shows an action.

    Told, too, is whether the setting has begun a check of its policy.
    ``screens`` are those of the room that reads evidence and hands out its files, and asks.
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
            {"words": one.title, "href": _address(journey, one, screens.file)}
            for one in list_plan_papers(db.session(), who, journey)
        ],
        "proofs": [
            {
                "of": whats[one.use.action_id],
                "words": one.item.title,
                "href": piece_address(journey, one.code, one.item.id, screens),
                "why": one.use.why_it_counts,
            }
            for one in list_uses(db.session(), who, journey)
            if one.use.action_id in whats
        ],
        "has_policy_check": bool(list_checks(db.session(), who, journey)),
    }


def at_hand(journey: Journey, who: Actor, visit_id: int, screens: Screens) -> list[dict[str, str]]:
    """The evidence that is looked at together at a visit, with its address and why."""
    return [
        {
            "words": one.item.title,
            "href": piece_address(journey, one.code, one.item.id, screens),
            "why": one.use.why_it_counts,
        }
        for one in list_uses(db.session(), who, journey, visit_id=visit_id)
    ]


def _address(journey: Journey, item: EvidenceItem, file_endpoint: str) -> str:
    """Where the plan itself is read; empty while its file may not be read."""
    version = item.newest
    if version is None:
        return item.link_address or ""
    if not version.is_open:
        return ""
    return url_for(file_endpoint, journey_id=journey.id, version_id=version.id)
