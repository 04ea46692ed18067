"""What is arranged for a day on which nobody is there: booked visits, and panel days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from award.domain.people import Actor
from award.domain.routes import VisitForm
from award.domain.spoken import long_day
from award.domain.visit_days import moment_in_england
from award.domain.visits import VisitState, visit_row
from award.storage.authorities import Round
from award.storage.days import calendar_of, council_calendar, day_of
from award.storage.journeys import Journey
from award.storage.visits import Visit


@dataclass(frozen=True)
class OnClosedDay:
    """What lies on a closed day: a visit at a setting, or a panel day of the council."""

    what: str
    on: date
    is_panel: bool = False

    @property
    def sentence(self) -> str:
        """What lies there, and what can be done about it."""
        if self.is_panel:
            words = "no working day of the council now. Choose another day for the panel"
        else:
            words = "a closed day there now. Move the visit"
        return f"{self.what}: {long_day(self.on)} is {words}, or leave it where it is right."


def list_on_closed_days(session: Session, actor: Actor, today: date) -> list[OnClosedDay]:
    """The visits that are booked, and the panel days, from today on, on a day that is closed.

    A workshop is held elsewhere, for many: one setting's closed day is none of its.
    """
    number = actor.authority_id or 0
    return [*_visits(session, number, today), *_panel_days(session, number, today)]


def _visits(session: Session, authority_id: int, today: date) -> Iterable[OnClosedDay]:
    rows: Any = session.execute(
        select(Visit, Journey)
        .join(Journey, Journey.id == Visit.journey_id)
        .options(selectinload(Journey.setting))
        .where(
            Visit.authority_id == authority_id,
            Visit.state == VisitState.CONFIRMED,
            Visit.superseded_at.is_(None),
            Visit.form != VisitForm.WORKSHOP,
            Visit.starts_at >= moment_in_england(today, time.min),
        )
        .order_by(Visit.starts_at, Visit.id)
    )
    for visit, journey in rows:
        on = day_of(visit.starts_at)
        if calendar_of(journey.setting).is_closed(on):
            yield OnClosedDay(f"{journey.setting.name}, {visit_row(visit.kind).name.lower()}", on)


def _panel_days(session: Session, authority_id: int, today: date) -> Iterable[OnClosedDay]:
    council = council_calendar(session, authority_id)
    rows = select(Round).where(Round.authority_id == authority_id, Round.panel_on >= today)
    for one in session.scalars(rows.order_by(Round.panel_on, Round.id)):
        if not council.is_day(one.panel_on):
            yield OnClosedDay(one.name, one.panel_on, is_panel=True)
