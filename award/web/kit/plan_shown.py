"""Puts a plan together as every room shows it: one of its views, its changes, its drawing."""

from typing import Any, Final

from flask import request

from award.adapters import clock
from award.domain.facts import Facts
from award.domain.frameworks import Judged, standards_for
from award.domain.people import Actor
from award.queries.plans import list_actions, list_notes_of
from award.queries.uses import count_by_action
from award.storage.db import db
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, framework_of, kind_of
from award.storage.journeys import Journey
from award.web.kit.filters import day_short, whole
from award.web.kit.plan_chart import NARROW, WIDE, Chart, chart_of
from award.web.kit.plan_rows import ActionRow, PlanRows, summary_of
from award.web.kit.plan_views import (
    Bunch,
    View,
    by_criterion,
    by_person,
    view_asked,
    view_links,
)

HEADS: Final = ("Action", "For", "Who leads it", "By when", "How far")
LOOKS: Final = (("todo", "to do"), ("late", "late"), ("done", "done"), ("stopped", "stopped"))


def plan_shown(made: PlanRows, address: str, facts: Facts | None = None) -> dict[str, Any]:
    """What a page needs to draw the view that its address asks for; ``facts`` where it has them."""
    rows, view = made.rows(), view_asked(request.args.get("view"))
    changes = made.since.shown()
    return {
        "view": str(view),
        "view_tabs": view_links(view, address) if rows else [],
        "rows": rows,
        "summary": summary_of(made.journey, rows),
        "left_words": left_words(made.journey),
        "to_do": [one for one in rows if not one.is_over],
        "over": [one for one in rows if one.is_over],
        "bunches": bunches_of(made.journey, rows, view, facts),
        "charts": charts_of(made, rows) if view is View.TIME else [],
        "looks": LOOKS,
        "cells": [cells_of(one) for one in rows] if view is View.TIME else [],
        "heads": HEADS,
        "changes": changes,
    }


def left_words(journey: Journey) -> str:
    """What heads the actions that are not finished."""
    if journey.ended_at is not None:
        return "Not finished"
    return "After the pause" if journey.paused_until is not None else "Still to do"


def bunches_of(
    journey: Journey, rows: list[ActionRow], view: View, facts: Facts | None
) -> list[Bunch]:
    """The actions under the headings of a view; none where it has no headings."""
    if view is View.PERSON:
        return by_person(rows)
    if view is not View.CRITERION:
        return []
    facts = facts or facts_of(journey, at=clock.now())
    scale = framework_of(journey.framework).scale
    labels = {str(one.point): one.label for one in scale if one.point in list(Judged)}
    return by_criterion(rows, criteria_of(journey), facts.criteria, labels)


def charts_of(made: PlanRows, rows: list[ActionRow]) -> list[tuple[str, Chart]]:
    """The drawing for a desk and the one for a phone."""
    journey = made.journey
    standards = [
        (one.code, one.title)
        for one in standards_for(framework_of(journey.framework), kind_of(journey.setting))
    ]
    half_terms, today = made.days.calendar.half_terms, clock.today()
    found = [
        (name, chart_of(rows, standards, half_terms, today=today, width=width))
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return [(name, chart) for name, chart in found if chart is not None]


def cells_of(row: ActionRow) -> list[Any]:
    """An action as a line of the table beside the drawing."""
    action = row.action
    what = {"words": action.what, "href": row.href} if row.href else action.what
    due: dict[str, Any] = {"words": whole(day_short(action.due_on))}
    if row.is_late:
        due |= {"trouble": True, "more": "Late"}
    elif row.is_soon:
        due |= {"more": "Due soon"}
    stands = {"words": row.state, "tone": row.tone, "more": row.shown_by}
    return [what, row.codes, action.lead_name, due, stands]


def plan_read(journey: Journey, who: Actor, address: str) -> dict[str, Any]:
    """The plan for a room that reads it: every row tells all, with its notes."""
    notes = list_notes_of(db.session(), who, journey)
    pieces = count_by_action(db.session(), who, journey)
    made = PlanRows(journey, list_actions(who, journey), notes=notes, pieces=pieces)
    return plan_shown(made, address)
