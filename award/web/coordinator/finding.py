"""The search in the head of the room: settings and their journeys, found by what one knows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.finding import find_open_journey_of
from award.queries.settings import Listed, SettingsWanted, list_settings
from award.queries.waiting_since import since_of
from award.storage.db import db
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging, text
from award.web.coordinator.near_names import ITS_JOURNEY, near_instead
from award.web.coordinator.rows import quick_cell, read_days, turn_cell, waiting_cell
from award.web.coordinator.settings import the_setting
from award.web.coordinator.today_rows import quick_links
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, plural
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render, way_back

HERE = "coordinator.find"


@bp.get("/find")
@needs(May.SEE_APPLICATION)
def find() -> ResponseReturnValue:
    """Every setting that fits the words, with its journey beside it."""
    asked = text("q")
    wanted = SettingsWanted(asked, "", None, "", number("page", 1) or 1)
    page = list_settings(db.session(), actor(), wanted) if asked else None
    read_days()
    return render(
        "coordinator/find.html",
        asked=asked,
        lead=plural(page.total, "setting") if page and page.total else "",
        rows=_rows(page.rows) if page else [],
        paging=paging(page, HERE) if page else None,
        near=near_instead(asked, found=page.total, endpoint=ITS_JOURNEY) if page else [],
    )


def _rows(found: Sequence[Listed]) -> list[list[Any]]:
    journeys, now = [one.journey for one in found if one.journey], clock.now()
    since = since_of(db.session(), journeys, at=now)
    return [_row(one, since, now) for one in found]


def _row(one: Listed, since: Mapping[int, datetime], now: datetime) -> list[Any]:
    place, journey = one.setting, one.journey
    kind = place.kind.label if place.kind else ""
    about = url_for("coordinator.setting", place_id=place.id)
    award = f"Award until {day_short(one.award.valid_until)}" if one.award else ""
    if journey is None:
        first = {"words": place.name, "href": about, "more": kind}
        held = award or "No open journey"
        return [
            first,
            held,
            "",
            "",
            "",
            quick_cell(quick_links(None, place.id, came=""), place.name),
        ]
    href = url_for("coordinator.journey", journey_id=journey.id)
    pausable = journey.paused_until is None
    return [
        {"words": place.name, "href": href, "more": kind},
        stage_words(journey)[1],
        turn_cell(journey),
        waiting_cell(journey, since[journey.id], now),
        {"words": "About the setting", "href": about},
        quick_cell(quick_links(journey.id, None, came="", pause=pausable), place.name),
    ]


def _back(place: Setting) -> Link:
    """From a setting's room, back to its journey here."""
    code = place.authority.code
    href = url_for("coordinator.setting_journey", authority=code, place_id=place.id)
    return Link("Back to its journey", href)


way_back("coordinator", _back)


@bp.get("/settings/<int:place_id>/journey")
@needs(May.SEE_APPLICATION)
def setting_journey(place_id: int) -> ResponseReturnValue:
    """On to the journey of a setting that is under way, or to the setting's own page."""
    place = the_setting(place_id)
    journey_id = find_open_journey_of(db.session(), actor(), place)
    if journey_id is None:
        return redirect(url_for("coordinator.setting", place_id=place.id))
    return redirect(url_for("coordinator.journey", journey_id=journey_id))
