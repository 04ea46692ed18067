"""The guidance that the award rests on, for a setting to read."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.queries.authorities import find_current_framework
from award.storage.db import db
from award.storage.frameworks import framework_of, kind_of
from award.storage.guidance import list_guidance
from award.web.kit.access import needs, setting
from award.web.kit.filters import day_short, unbroken
from award.web.kit.pages import render
from award.web.setting.blueprint import bp
from award.web.setting.here import home_link

EVERYBODY = "all"


@bp.get("/guidance")
@needs(May.SEE_PLAN)
def guidance() -> ResponseReturnValue:
    """The pieces that concern this kind of setting, and when the authority last looked at each."""
    session, place = db.session(), setting()
    current = find_current_framework(session, place.authority_id)
    every = list_guidance(session, place.authority_id, framework_of(current)) if current else []
    family = kind_of(place).family if place.kind else None
    pieces = [
        {
            "piece": one.guidance,
            "checked": f"{place.authority.name} checked it on "
            f"{unbroken(day_short(one.check.checked_on))}."
            if one.check
            else "",
        }
        for one in every
        if not one.is_taken_out and {EVERYBODY, family} & set(one.guidance.applies_to)
    ]
    return render("setting/guidance.html", pieces=pieces, back=home_link())
