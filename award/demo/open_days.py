"""On which days something happens in the demo world: never when the place and the council rest."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final

from award.domain.calendars import Calendar
from award.domain.terms import ONE_DAY
from award.storage.days import LONDON, calendar_of, council_calendar, day_of
from award.storage.db import session_of
from award.storage.settings import Setting

OPENS: Final = 9
A_WEEK: Final = 7
# A bank holiday puts a step off by three days at most: from a Friday to the Monday or, where
# the Monday is closed too, from there to the Tuesday.
LATER_BY_DAYS: Final = 3


def morning_of(on: date) -> datetime:
    """The beginning of a working day."""
    return datetime.combine(on, time(OPENS, 5), LONDON)


def council_of(setting: Setting) -> Calendar:
    """The working days of the council that a setting belongs to."""
    return council_calendar(session_of(setting), setting.authority_id)


def open_day(council: Calendar, on: date, *, step: timedelta = ONE_DAY) -> date:
    """The day itself where the council works on it, or the next (with a step back: the last)."""
    while not council.is_day(on):
        on += step
    return on


def day_for_visit(setting: Setting, latest: date) -> date:
    """The last day up to this one on which the place is open; in its holidays, one of the council.

    A place that opens once a week is open on one of seven days, whichever that is.
    """
    days = [latest - timedelta(days=back) for back in range(A_WEEK)]
    own, council = calendar_of(setting), council_of(setting)
    found = next((on for on in days if own.is_day(on)), None)
    return found or open_day(council, latest, step=-ONE_DAY)


def time_for_visit(setting: Setting, latest: datetime) -> datetime:
    """The full hour before that, on a day on which somebody can come."""
    here = latest.astimezone(LONDON)
    on = day_for_visit(setting, day_of(latest))
    return datetime.combine(on, time(here.hour), LONDON).astimezone(latest.tzinfo)


def first_monday(latest: date, *, today: date, closed: Collection[date]) -> date:
    """The last Monday on which a walk may begin that has to be over by today.

    ``latest`` is that day if nothing is ever closed.
    """
    between = [one for one in closed if latest - timedelta(days=A_WEEK) <= one <= today]
    latest -= timedelta(days=LATER_BY_DAYS * len(between))
    monday = latest - timedelta(days=latest.weekday())
    while monday in closed:
        monday -= timedelta(days=A_WEEK)
    return monday


def morning_before(council: Calendar, now: datetime) -> datetime:
    """The morning of the last working day that had begun by then."""
    here = now.astimezone(LONDON)
    on = here.date() if here >= morning_of(here.date()) else here.date() - ONE_DAY
    return morning_of(open_day(council, on, step=-ONE_DAY))
