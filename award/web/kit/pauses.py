"""The days that a form offers for a pause."""

from award.adapters import clock
from award.domain.pauses import days_ready, last_day
from award.domain.spoken import long_day
from award.storage.days import calendar_of, terms_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.ready_days import ReadyDayField


def offer_days(field: ReadyDayField, journey: Journey) -> None:
    """Offer the ready days of this journey's setting, and say how long it may rest at most."""
    terms = terms_of(db.session(), journey.authority_id, journey.setting)
    today = clock.today()
    field.days = days_ready(today, terms, calendar_of(journey.setting))
    field.hint = f"Until {long_day(last_day(today, terms))} at the latest."
