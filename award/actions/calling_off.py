"""Visits that a move overtakes: who was to come, and the setting, are told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from award.actions.histories import write_history
from award.actions.telling_visits import tell_of_visit
from award.actions.timing import Wanted, must_suit
from award.domain.people import Actor
from award.domain.visit_days import WrongDay, spoken_moment
from award.domain.visits import COMING, GONE, VisitKind, VisitState, visit_row
from award.storage.db import session_of
from award.storage.journeys import Journey
from award.storage.visits import Visit


def is_to_come(visit: Visit, *, at: datetime) -> bool:
    """Whether the visit is offered, or booked for an hour that has not come."""
    return visit.state in COMING and (visit.starts_at is None or visit.starts_at > at)


def call_off(
    journey: Journey,
    visits: Iterable[Visit],
    *,
    reason: str,
    by: Actor,
    at: datetime,
    kept: dict[str, Any],
) -> None:
    """Call off those that are still to come, with the letters that strike them out."""
    for visit in [one for one in visits if is_to_come(one, at=at)]:
        kept.setdefault("called_off", []).append([visit.id, str(visit.state)])
        visit.state, visit.change_reason = VisitState.CANCELLED, reason
        visit.version += 1
        _tell(journey, visit, "cancel_visit", reason, by=by, at=at)


def call_off_other_first(journey: Journey, visit: Visit, *, by: Actor, at: datetime) -> None:
    """Days that wait for a first visit are off once one has its day: a journey has one only."""
    if visit.kind is not VisitKind.INITIAL or visit.starts_at is None:
        return
    others = session_of(journey).scalars(
        select(Visit).where(
            Visit.journey_id == journey.id,
            Visit.kind == VisitKind.INITIAL,
            Visit.state == VisitState.PROPOSED,
            Visit.superseded_at.is_(None),
            Visit.id != visit.id,
        )
    )
    is_on = "is on" if visit.starts_at > at else "took place on"
    reason = f"The first visit {is_on} {spoken_moment(visit.starts_at)}"
    call_off(journey, others.all(), reason=reason, by=by, at=at, kept={})


def put_visits_back(journey: Journey, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Visits that a move called off are on again, as they were; a booked one is told of anew.

    One whose hour its visitor has given to another visit since stays called off, and is told so.
    """
    for key, state in kept.get("called_off", []):
        visit = session_of(journey).get(Visit, key)
        if visit is None or visit.state not in GONE:
            continue
        booked = state == VisitState.CONFIRMED
        if booked and (taken := _taken_words(journey, visit)):
            visit.change_reason = taken
            _tell(journey, visit, "cancel_visit", taken, by=by, at=at)
            continue
        visit.state, visit.change_reason = VisitState(state), ""
        visit.version += 1
        if booked:
            _tell(journey, visit, "confirm_visit", "It is on again.", by=by, at=at)


def _taken_words(journey: Journey, visit: Visit) -> str:
    """Why a visit cannot be on again at its hour; empty where its visitor is free then."""
    if visit.starts_at is None:
        return ""
    wanted = Wanted([visit.starts_at], visit.minutes, visit.form, visit.visitor_id, visit.id)
    try:
        must_suit(journey, wanted, despite=visit.kept_because, is_offered=True, may_stand=False)
    except WrongDay:
        return "It stays called off, since its hour was given to another visit."
    return ""


def _tell(
    journey: Journey, visit: Visit, step: str, words: str, *, by: Actor, at: datetime
) -> None:
    said = f"{visit_row(visit.kind).name}. {words}"
    line = write_history(journey, step, by=by, at=at, words=said)
    key = f"visit:{visit.id}:history:{line.id}"
    tell_of_visit(journey, visit, step, key=key, by=by, at=at, words=words, overtaken=True)
