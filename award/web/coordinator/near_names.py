"""Rows that offer settings whose names are near what was typed."""

from collections.abc import Sequence

from flask import url_for

from award.queries.near_names import Near, list_near
from award.storage.db import db
from award.web.kit.access import actor

A_SETTING = "coordinator.setting"
ITS_JOURNEY = "coordinator.setting_journey"


def near_rows(
    found: Sequence[Near], endpoint: str = A_SETTING, *, beside: int | None = None
) -> list[dict[str, str]]:
    """One large link for each, to its page or to its journey; or to both, ``beside`` another."""

    def leads(to: int) -> str:
        if beside is not None:
            return url_for(endpoint, place_id=beside, other_id=to)
        return url_for(endpoint, place_id=to)

    return [{"who": one.name, "what": one.kind, "href": leads(one.place_id)} for one in found]


def near_instead(search: str, *, found: int, endpoint: str = A_SETTING) -> list[dict[str, str]]:
    """What may have been meant by a search, where it found nothing."""
    return [] if found else near_rows(list_near(db.session(), actor(), search), endpoint)
