"""The days that a form offers for a pause, and what a pause leaves as it is."""

from award.adapters import clock
from award.domain.pauses import days_ready, last_day
from award.domain.spoken import long_day
from award.queries.visits import VisitSeen, list_coming
from award.storage.days import calendar_of, day_of, terms_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day
from award.web.kit.ready_days import ReadyDayField


def offer_days(field: ReadyDayField, journey: Journey) -> None:
    """Offer the ready days of this journey's setting, and say how long it may rest at most."""
    terms = terms_of(db.session(), journey.authority_id, journey.setting)
    today = clock.today()
    field.days = days_ready(today, terms, calendar_of(journey.setting))
    field.hint = f"Until {long_day(last_day(today, terms))} at the latest."


def what_stands(journey: Journey) -> list[str]:
    """What a pause leaves as it is, so that who begins one sees to it: visits, and the aim."""
    told = [
        _visit_stands(one) for one in list_coming(db.session(), actor(), journey, at=clock.now())
    ]
    if journey.round is not None:
        told.append(
            f"The journey aims at the panel of {day(journey.round.panel_on)}. A longer pause needs "
            "a later one."
        )
    return told


def _visit_stands(one: VisitSeen) -> str:
    starts = one.visit.starts_at
    when = f"booked for {day(day_of(starts))}" if starts else "proposed, without a day so far"
    return f"{one.name}: {when}. It stays as it is until somebody moves it or calls it off."
