"""Which kinds of visit fit a journey, and that it has one first visit only."""

from sqlalchemy import select

from award.domain.refusals import NotReady
from award.domain.spoken import long_day
from award.domain.visits import GONE, VisitKind, VisitRow, VisitState, kinds_fitting
from award.storage.days import day_of
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit


def kinds_of(journey: Journey) -> tuple[VisitRow, ...]:
    """The kinds of visit that can be arranged in this journey now."""
    asks_initial = bool(journey.route.rules.initial_visit)
    renews = journey.previous_id is not None or not asks_initial
    return kinds_fitting(journey.stage, asks_initial=asks_initial, renews=renews)


def must_be_the_only_first(journey: Journey, kind: VisitKind) -> None:
    """A journey has one first visit: none is arranged beside one that is booked or was held.

    Raises NotReady.
    """
    if kind is VisitKind.INITIAL and (why := why_no_first(journey)):
        raise NotReady(why)


def why_no_first(journey: Journey) -> str:
    """Why no first visit can be arranged (one is booked, or was held); empty where one can."""
    booked = session_of(journey).scalar(
        select(Visit)
        .where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.INITIAL,
            Visit.state.not_in({*GONE, VisitState.PROPOSED}),
            Visit.superseded_at.is_(None),
        )
        .limit(1)
    )
    if booked is None:
        return ""
    if booked.state is VisitState.CONFIRMED and booked.starts_at is not None:
        when = long_day(day_of(booked.starts_at))
        return f"The first visit is booked for {when} already. Move it or cancel it first"
    return "The first visit has taken place already. There is no need for another"
