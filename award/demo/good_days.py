"""A good day for a visit in a walk: the setting is open, and the visitor free."""

from datetime import datetime, timedelta
from typing import Final

from award.actions.timing import is_free
from award.actions.visiting import Plan
from award.storage.days import calendar_of, day_of
from award.storage.journeys import Journey

DAYS_TO_CHOOSE: Final = 7


def good_moment(journey: Journey, wanted: Plan, latest: datetime, *, at: datetime) -> datetime:
    """That moment, or the same hour of the nearest day before that suits and is still to come.

    Where the visitor is not free on any of them, that moment itself: they agreed on it by phone.
    """
    days = [latest - timedelta(days=one) for one in range(DAYS_TO_CHOOSE)]
    calendar = calendar_of(journey.setting)
    good = (
        one
        for one in days
        if one > at and calendar.is_day(day_of(one)) and is_free(journey, wanted.at([one]), one)
    )
    return next(good, latest)
