"""The panel day that is coming: where it meets, and which journeys are on its agenda."""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from award.actions.aiming import RoundDays
from award.actions.arranging_panel import Sitting, change_item, put_on_agenda, say_where
from award.demo.open_days import open_day
from award.demo.school_years import is_in_term
from award.domain.calendars import Calendar
from award.domain.people import Actor
from award.domain.stages import Stage
from award.domain.terms import ONE_DAY
from award.storage.authorities import Round
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey

SITTING: Final = Sitting(
    time(13, 30),
    "Committee room 2, City Hall, second floor",
    "Please read the papers beforehand, and say at the beginning whom you know.",
)
MINUTES: Final = 20
TALK_ABOUT_FIRST: Final = (
    "One vote is in already. What would the others like to ask before they vote?"
)
LONGEST_BREAK: Final = 8  # weeks, in summer


def arrange_panel(day: Round, *, by: Actor, at: datetime) -> None:
    """Put every journey that is before the panel on the agenda, and say where it meets."""
    before_it = select(Journey.id).where(
        Journey.authority_id == day.authority_id, Journey.stage == Stage.DECIDING
    )
    numbers = session_of(day).scalars(before_it.order_by(Journey.id)).all()
    with transaction(lock=day) as held:
        say_where(held, SITTING, by=by)
        if numbers:
            put_on_agenda(held, numbers, by=by, at=at)
            change_item(held, numbers[-1], place=1, minutes=MINUTES, words=TALK_ABOUT_FIRST, by=by)


def panel_days(today: date, weeks: int, council: Calendar) -> RoundDays:
    """A round whose panel meets on a Wednesday in term, about so many weeks from now.

    In the holidays it is the nearest one in term, the earlier of two; on a closed day, the next.
    """
    this = today - timedelta(days=today.weekday()) + timedelta(days=2)
    about = sorted(range(1, weeks + LONGEST_BREAK), key=lambda one: (abs(one - weeks), one))
    days = [this + timedelta(weeks=one) for one in about]
    panel_on = open_day(council, next(filter(is_in_term, days), days[0]))

    def before(weeks: int) -> date:
        return open_day(council, panel_on - timedelta(weeks=weeks), step=-ONE_DAY)

    return RoundDays(
        name=f"Panel of {panel_on:%B %Y}",
        ready_by_on=before(8),
        visits_from=before(7),
        visits_until=before(2),
        papers_on=before(1),
        panel_on=panel_on,
        notify_by_on=open_day(council, panel_on + timedelta(days=5)),
    )
