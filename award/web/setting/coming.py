"""What is coming up on a journey: visits, actions that are due, and the dates of its round."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from award.domain.people import Actor
from award.domain.stages import OPEN, WORKING
from award.domain.visits import VisitState
from award.queries.visits import list_coming
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.filters import clock_time, in_days

MOST = 5


@dataclass(frozen=True)
class Coming:
    """One day to come; ``there`` is where its words lead."""

    on: date
    words: str
    more: str = ""
    href: str = ""
    link: str = ""
    there: str = ""

    @property
    def weekday(self) -> str:
        return f"{self.on:%a}"

    @property
    def day(self) -> str:
        return str(self.on.day)

    @property
    def month(self) -> str:
        return f"{self.on:%b}"


def coming_up(journey: Journey, actor: Actor, *, at: datetime) -> list[Coming]:
    """The next days, soonest first."""
    today, found = day_of(at), []
    for one in list_coming(db.session(), actor, journey, at=at):
        starts = one.visit.starts_at
        if starts is not None and one.visit.state is VisitState.CONFIRMED:
            words = f"{one.name}, {clock_time(starts)}"
            more = f"With {one.visitor}, {in_days(day_of(starts), today)}"
            given: dict[str, Any] = {"journey_id": journey.id, "visit_id": one.visit.id}
            href, there = (
                url_for("setting.visit_calendar", **given),
                url_for("setting.visit", **given),
            )
            found.append(Coming(day_of(starts), words, more, href, "Add to calendar", there))
    if journey.round is not None and journey.stage in OPEN and journey.paused_until is None:
        ready_by, panel = journey.round.ready_by_on, journey.round.panel_on
        if journey.stage in WORKING and ready_by >= today:
            found.append(Coming(ready_by, "Be ready by", "So that an assessor can visit in time"))
        if panel >= today:
            found.append(Coming(panel, "The panel meets", in_days(panel, today).capitalize()))
    return sorted(found, key=lambda one: one.on)[:MOST]
