"""A cohort that a coordinator gathers: a few places that have not begun, and one workshop."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.actions.gathering_cohort import CohortPlan, begin_cohort, take_in
from award.demo.open_days import morning_before, morning_of, open_day
from award.domain.people import Actor
from award.storage.authorities import Authority
from award.storage.days import council_calendar, day_of
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey
from award.storage.settings import Setting

WORKSHOP_IN: Final = timedelta(weeks=6)
MOST: Final = 4


def gather_cohort(authority: Authority, *, by: Actor, now: datetime) -> None:
    """Name the cohort on the last working morning and take places in; nobody is invited yet."""
    session = session_of(authority)
    begun = select(Journey.setting_id).where(Journey.authority_id == authority.id)
    free = select(Setting.id).where(Setting.authority_id == authority.id, Setting.id.not_in(begun))
    numbers = session.scalars(free.order_by(Setting.name).limit(MOST)).all()
    council = council_calendar(session, authority.id)
    at = morning_before(council, now)
    workshop = morning_of(open_day(council, day_of(at + WORKSHOP_IN))) + timedelta(minutes=55)
    plan = CohortPlan(
        "Beginning together", "light", None, workshop, "The library, first floor", 120
    )
    with transaction(lock=authority) as held:
        cohort = begin_cohort(held, plan, by=by, at=at)
    with transaction(lock=cohort) as gathered:
        take_in(gathered, numbers, by=by)
