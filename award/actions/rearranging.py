"""Visits that do not go as they were agreed: moved, offered anew, cancelled or missed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from award.actions.moves import acted, refresh
from award.actions.timing import each_once, must_suit
from award.actions.visiting import (
    changeable_visit,
    must_be_open_to_dates,
    note_visit,
    standing_visit,
    wanted_of,
)
from award.domain.people import SETTING_ROLES, Actor
from award.domain.refusals import NotReady
from award.domain.visit_days import WrongDay, spoken_moment
from award.domain.visits import COMING, VisitState
from award.storage.db import must_be_held
from award.storage.journeys import Journey
from award.storage.visits import Visit


def must_be_booked(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """A visit that this person may move to another day.

    Raises NotAllowed, and NotReady once its hour has come.
    """
    changeable_visit(journey, visit_id, VisitState.CONFIRMED, by=by)
    return must_be_to_come(journey, visit_id, by=by, at=at)


def must_be_coming(journey: Journey, visit_id: int, *, by: Actor) -> Visit:
    """A visit that this person may call off. Raises NotAllowed."""
    return changeable_visit(journey, visit_id, *COMING, by=by)


def must_be_expected(journey: Journey, visit_id: int) -> Visit:
    """A visit of which the setting may say how one gets in. Raises NotAllowed."""
    return standing_visit(journey, visit_id, *COMING)


def must_be_to_come(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """A visit that has not begun. Raises NotAllowed, and NotReady once its hour has come."""
    visit = must_be_coming(journey, visit_id, by=by)
    if is_due(visit, at=at):
        raise NotReady("The visit’s hour has come. Say instead that it did not take place")
    return visit


def is_due(visit: Visit, *, at: datetime) -> bool:
    """Whether a visit's hour has come, so that it can be said that it did not take place."""
    return visit.starts_at is not None and visit.starts_at <= at


def must_be_over(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """A visit of which its setting may say that it did not take place: its time has passed.

    Raises NotReady before it has, and NotAllowed once its visitor began to write about it.
    """
    visit = changeable_visit(journey, visit_id, VisitState.CONFIRMED, by=by)
    if not is_over(visit, at=at):
        raise NotReady("Wait until the time of the visit is over", of="reason")
    return visit


def is_over(visit: Visit, *, at: datetime) -> bool:
    """Whether the time for which a visit was booked has passed."""
    return visit.starts_at is not None and at > visit.starts_at + timedelta(minutes=visit.minutes)


def must_be_due(visit: Visit, *, at: datetime) -> None:
    """Refuse to say that a visit did not take place before its hour. Raises NotReady."""
    if not is_due(visit, at=at):
        raise NotReady("Cancel the visit instead: its day has not come yet", of="missed")


def move_visit(
    journey: Journey,
    visit_id: int,
    starts_at: datetime,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    despite: str = "",
    along: frozenset[int] = frozenset(),
) -> Visit:
    """Move a confirmed visit to another moment that both agreed, with the reason.

    ``along`` are visits that move there in the same change, as those of a workshop do.
    Raises NotReady once its hour has come, and WrongDay for a moment that is not to come, or that
    does not suit.
    """
    must_be_held(journey)
    visit = must_be_booked(journey, visit_id, by=by, at=at)
    if not reason.strip():
        raise NotReady("Say why the visit moves", of="reason")
    if starts_at <= at:
        raise WrongDay("Choose a day and time that is still to come")
    wanted = replace(wanted_of(visit, starts_at), along=along)
    visit.kept_because = must_suit(journey, wanted, despite=despite)
    visit.starts_at, visit.change_reason = starts_at, reason.strip()
    visit.version += 1
    return note_visit(
        journey, visit, "move_visit", by=by, at=at, words=reason.strip(), kept=visit.kept_because
    )


def must_be_offerable(journey: Journey, visit_id: int, *, by: Actor, at: datetime) -> Visit:
    """A visit for which somebody can be asked to choose among other days.

    Raises NotAllowed, also while the journey rests, and NotReady once its hour has come.
    """
    must_be_open_to_dates(journey)
    return must_be_to_come(journey, visit_id, by=by, at=at)


def offer_other_dates(
    journey: Journey,
    visit_id: int,
    offered: Sequence[datetime],
    *,
    reason: str,
    by: Actor,
    at: datetime,
    despite: str = "",
) -> Visit:
    """Give other dates for a visit that is offered or booked, instead of those that stand.

    The same visit waits for the other side again; where a day was agreed, all who know it are
    told that it falls. Nobody can do so once it has begun, or while the journey rests. Raises
    WrongDay where a date is not to come, or does not suit.
    """
    must_be_held(journey)
    visit = must_be_offerable(journey, visit_id, by=by, at=at)
    if not reason.strip():
        raise NotReady("Say why another day is needed", of="reason")
    coming = each_once(offered)
    visit.kept_because = must_suit(journey, wanted_of(visit, *coming), despite=despite, at=at)
    fallen = visit.starts_at
    visit.state, visit.starts_at = VisitState.PROPOSED, None
    visit.offered = [one.isoformat() for one in coming]
    visit.proposed_by_id, visit.proposed_at = by.user_id, at
    visit.change_reason = reason.strip()
    visit.version += 1
    fields = {"visit_at": "", "fell_at": spoken_moment(fallen)} if fallen else {}
    return note_visit(
        journey, visit, "propose_visit",
        by=by, at=at, words=reason.strip(), fields=fields, kept=visit.kept_because,
    )  # fmt: skip


def tell_arrival(journey: Journey, visit_id: int, words: str, *, by: Actor, at: datetime) -> Visit:
    """The setting says how one gets in: where to park, which door, whom to ask for."""
    must_be_held(journey)
    visit = must_be_expected(journey, visit_id)
    visit.arrival = words.strip()
    visit.version += 1
    acted(journey, by=by, at=at)
    refresh(journey, at=at)
    return visit


def call_off_visit(
    journey: Journey,
    visit_id: int,
    *,
    missed: bool,
    reason: str,
    by: Actor,
    at: datetime,
) -> Visit:
    """A visit was cancelled, or its day passed without it.

    Its setting cancels it only until its hour has come, so that no visit that took place is undone
    by an old page; whoever makes it may write down later what was agreed by phone.
    """
    must_be_held(journey)
    visit = must_be_coming(journey, visit_id, by=by)
    if not reason.strip():
        raise NotReady("Say why, in a sentence", of="reason")
    if by.role in SETTING_ROLES:
        (must_be_over if missed else must_be_to_come)(journey, visit_id, by=by, at=at)
    if missed:
        must_be_due(visit, at=at)
    visit.state = VisitState.MISSED if missed else VisitState.CANCELLED
    visit.change_reason = reason.strip()
    visit.version += 1
    step = "miss_visit" if missed else "cancel_visit"
    return note_visit(journey, visit, step, by=by, at=at, words=reason.strip())
