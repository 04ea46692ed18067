"""Old addresses of a setting that became one with another lead on, for whoever is at home there."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.queries.people import find_setting, list_parts
from award.storage.db import db
from award.web.kit.signin import signed_in


def lead_on() -> ResponseReturnValue | None:
    """The same page of the setting that goes on, for who has a role there; else None.

    Whoever has none learns nothing: to them the old address is as unknown as any.
    """
    person, place_id = signed_in(), g.get("address", {}).get("setting_id")
    if person is None or place_id is None or request.method not in ("GET", "HEAD"):
        return None
    place = find_setting(db.session(), place_id)
    if place is None or place.joined_to_id is None or request.endpoint is None:
        return None
    parts = list_parts(db.session(), person.user.id)
    if place.joined_to_id not in {one.setting_id for one in parts}:
        return None
    where = {**(request.view_args or {}), "setting_id": place.joined_to_id}
    return redirect(url_for(request.endpoint, **where))
