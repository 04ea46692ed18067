"""Sees that a visit's day is one: open, not in the night, and the visitor in one place only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from award.domain.routes import VisitForm
from award.domain.visit_days import (
    LONGEST_MINUTES,
    Against,
    Slot,
    WrongDay,
    against,
    busy_words,
    closed_words,
    night_words,
    passed,
)
from award.domain.visits import GONE, VisitState
from award.storage.accounts import User
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit

DAYS_BACK: Final = 90
NONE_TO_COME: Final = "Offer at least one day and time that is still to come"
NOT_TO_COME: Final = (
    "Choose a day and time that is still to come, or tick that the visit has already taken place"
)
NOT_LATELY: Final = (
    f"A visit that has already taken place was today or in the last {DAYS_BACK} days. "
    "Check the day and the time"
)
STILL_TO_COME: Final = "Offer a day and time that is still to come"
NOT_THERE: Final = frozenset({*GONE, VisitState.PROPOSED})


@dataclass(frozen=True)
class Wanted:
    """The moments that are wanted for a visit; ``visit_id`` is the visit itself, if it is one.

    ``along`` are visits that move to the same moment in the same change.
    """

    moments: Sequence[datetime]
    minutes: int
    form: VisitForm
    visitor_id: int
    visit_id: int | None = None
    along: frozenset[int] = frozenset()


def each_once(offered: Sequence[datetime]) -> list[datetime]:
    """The moments that are offered, each once, in their order. Raises WrongDay for none."""
    if not offered:
        raise WrongDay(NONE_TO_COME)
    return sorted(set(offered))


def to_be_booked(offered: Sequence[datetime], at: datetime) -> list[datetime]:
    """The first moment is the one that was agreed. Raises WrongDay where it is not to come."""
    if not offered or offered[0] <= at:
        raise WrongDay(NOT_TO_COME)
    return [offered[0]]


def just_passed(offered: Sequence[datetime], at: datetime) -> list[datetime]:
    """The first moment, at which a visit took place lately. Raises WrongDay for any other."""
    earliest = day_of(at) - timedelta(days=DAYS_BACK)
    if not offered or offered[0] > at or day_of(offered[0]) < earliest:
        raise WrongDay(NOT_LATELY)
    return [offered[0]]


def must_suit(
    journey: Journey,
    wanted: Wanted,
    *,
    despite: str,
    is_offered: bool = False,
    may_stand: bool = True,
    at: datetime | None = None,
) -> str:
    """Refuse a day on which the setting is closed or the visitor elsewhere, or an hour at night.

    Where ``at`` is said, a moment that has passed by then is refused with the others, so that
    who offers several is told at once what is against each.

    ``despite`` are the words of somebody who knows better; then the day stands, and what is
    returned is to be kept with it. Nothing is returned where nothing spoke against the day.
    A moment that was offered was found good before (``is_offered``). ``may_stand`` says that who
    asks can know better, and is told so. Raises WrongDay. The visitor is held until the change
    ends, so that two settings cannot take the same hour.
    """
    gone = [one for one in wanted.moments if at and one <= at]
    coming = replace(wanted, moments=[one for one in wanted.moments if one not in gone])
    found = [] if is_offered else [*_closed(journey, coming), *_at_night(coming)]
    found += _busy(journey, coming, may_stand=may_stand)
    why = despite.strip() if found else ""
    if said := passed(gone, STILL_TO_COME) + ([] if why else found):
        raise WrongDay(*said, may_stand=may_stand and bool(found))
    return why


def _closed(journey: Journey, wanted: Wanted) -> list[Against]:
    """A workshop is held elsewhere, for many: one setting's closed day does not move it."""
    if wanted.form is VisitForm.WORKSHOP:
        return []
    calendar = calendar_of(journey.setting)
    days = dict.fromkeys(day_of(one) for one in wanted.moments)
    return [Against(words, day) for day in days if (words := closed_words(calendar, day))]


def _at_night(wanted: Wanted) -> list[Against]:
    return [against(one, words) for one in wanted.moments if (words := night_words(one))]


def _busy(journey: Journey, wanted: Wanted, *, may_stand: bool) -> list[Against]:
    visitor = session_of(journey).get(User, wanted.visitor_id, with_for_update=True)
    name = visitor.name if visitor else "The visitor"
    return [
        against(one, busy_words(one, name, may_stand=may_stand))
        for one in wanted.moments
        if not is_free(journey, wanted, one)
    ]


def is_free(journey: Journey, wanted: Wanted, moment: datetime) -> bool:
    """Whether the visitor has no other visit at this moment, whichever authority it is for."""
    shared = wanted.form is VisitForm.WORKSHOP
    mine = Slot(moment, wanted.minutes, shared=shared)
    others = session_of(journey).execute(
        select(Visit.starts_at, Visit.minutes, Visit.form, Visit.id).where(
            Visit.visitor_id == wanted.visitor_id,
            Visit.state.not_in(NOT_THERE),
            Visit.superseded_at.is_(None),
            Visit.starts_at > moment - timedelta(minutes=LONGEST_MINUTES),
            Visit.starts_at < mine.ends_at,
        )
    )
    return not any(
        mine.overlaps(Slot(starts, minutes, number, form is VisitForm.WORKSHOP))
        for starts, minutes, form, number in others
        if number not in {wanted.visit_id, *wanted.along} and starts is not None
    )
