"""A journey that nobody leads, or whose lead no letter reaches: to be seen to before the rest."""

from typing import Any

from flask import url_for

from award.adapters import clock
from award.domain.people import Role
from award.queries.enquiries import find_asker
from award.queries.leads import has_lead
from award.queries.settings import list_people_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short


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


def not_reached(found: Journey) -> dict[str, str]:
    """What stands beside the lead while letters to them come back; nothing while they arrive."""
    people = list_people_of(db.session(), found.setting)
    lost = [one.user.bounced_at for one in people if one.role is Role.LEAD and one.user.bounced_at]
    if not lost:
        return {}
    return {
        "trouble": f"Letters come back since {day_short(lost[0])}",
        "href": url_for("coordinator.setting", place_id=found.setting_id),
        "change": "See what to do",
    }
