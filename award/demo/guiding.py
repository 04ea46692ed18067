"""A coordinator looks at the guidance each September, and adds a text of the council's own."""

from datetime import datetime, timedelta
from typing import Final

from award.actions.keeping_guidance import add_guidance, check_guidance
from award.demo.open_days import morning_before, morning_of
from award.domain.people import Actor
from award.queries.days_near import guidance_check_on
from award.storage.authorities import Authority
from award.storage.days import council_calendar, day_of
from award.storage.db import session_of, transaction
from award.storage.frameworks import current_framework, framework_of

NINE_DAYS: Final = timedelta(days=9)
LEFT: Final = frozenset({"behaviour", "rshe", "equality_act"})
OWN: Final = {
    "name": "When a child may be at risk: our duty team",
    "body": "The council’s children’s services",
    "used_for": "Whom to call, by day and by night, and what happens then.",
    "note": "The night number changes each April.",
    "web_address": "https://duty-team.demo.example",
}


def look_at_guidance(authority: Authority, *, by: Actor, at: datetime) -> None:
    """All but three pieces are looked at nine days into the last September; one is added then."""
    today = day_of(at)
    council = council_calendar(session_of(authority), authority.id)
    then = morning_before(council, min(morning_of(guidance_check_on(today) + NINE_DAYS), at))
    framework = session_of(authority).scalars(current_framework(authority.id)).one()
    with transaction(lock=authority) as held:
        for one in framework_of(framework).guidance:
            if one.code not in LEFT:
                check_guidance(held, one.code, by=by, at=then)
        add_guidance(held, OWN, by=by, at=then)
