"""A journey that nobody leads, or whose lead no letter reaches: to be seen to before the rest."""

from typing import Any

from flask import url_for

from award.adapters import clock
from award.domain.people import Role
from award.domain.turns import Turn
from award.queries.enquiries import find_asker
from award.queries.leads import find_named_lead, has_lead
from award.queries.settings import list_people_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_short


def lead_first(found: Journey, card: dict[str, Any]) -> dict[str, Any]:
    """The card of a journey; with the invitation first where nobody leads or is asked to.

    Where it is the setting's turn, the invitation is the card: nobody can make the next step.
    """
    if has_lead(db.session(), found, at=clock.now()):
        return card
    invite = _invitation(found.setting_id)
    if found.turn is not Turn.SETTING:
        before_list = card["text"] if card["blockers"] else ""
        text = f"{_who_cannot_come(found)} {before_list}".strip()
        return card | {"text": text, "others": [{"words": "Invite the lead", "href": invite}]}
    asker = find_asker(db.session(), actor(), found.setting_id)
    who = f"{asker.person} asked to take part, and is filled in for you. " if asker else ""
    return card | {
        "title": "Invite the lead",
        "why": "Your step",
        "text": f"Nobody leads here yet, so nobody can begin. {who}They get an e-mail with a link.",
        "blockers": (),
        "button": "Invite the lead",
        "href": invite,
    }


def _invitation(place_id: int) -> str:
    return url_for("coordinator.person_invite", place_id=place_id)


def _who_cannot_come(found: Journey) -> str:
    """Whom the application names, or that nobody leads."""
    name, _ = find_named_lead(db.session(), found.setting_id)
    if not name:
        return "Nobody leads here yet: invite the lead first."
    return f"{name} is named as the lead, and cannot sign in here yet: invite them first."


def not_reached(found: Journey) -> dict[str, str]:
    """What stands beside the lead while no letter reaches them; nothing while letters arrive."""
    if found.ended_at is None and not has_lead(db.session(), found, at=clock.now()):
        return {
            "trouble": "Cannot sign in here yet",
            "href": _invitation(found.setting_id),
            "change": "Invite the lead",
        }
    people = list_people_of(db.session(), found.setting)
    lost = [one.user.bounced_at for one in people if one.role is Role.LEAD and one.user.bounced_at]
    if not lost:
        return {}
    return {
        "trouble": f"Letters come back since {day_short(lost[0])}",
        "href": url_for("coordinator.setting", place_id=found.setting_id),
        "change": "See what to do",
    }
