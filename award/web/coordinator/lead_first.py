"""A journey that nobody leads: the invitation of a lead comes before all that is asked of them."""

from typing import Any

from flask import url_for

from award.adapters import clock
from award.queries.enquiries import find_asker
from award.queries.leads import has_lead
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor


def lead_first(found: Journey, card: dict[str, Any]) -> dict[str, Any]:
    """The card of a journey; the invitation in its place where nobody leads or is asked to."""
    if has_lead(db.session(), found, at=clock.now()):
        return card
    asker = find_asker(db.session(), actor(), found.setting_id)
    who = f"{asker.person} asked to take part, and is filled in for you. " if asker else ""
    return card | {
        "title": "Invite the lead",
        "why": "Your step",
        "text": f"Nobody leads here yet, so nobody can begin. {who}They get an e-mail with a link.",
        "blockers": (),
        "button": "Invite the lead",
        "href": url_for("coordinator.person_invite", place_id=found.setting_id),
    }
