"""Visits that a move overtakes: who was to come, and the setting, are told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from award.actions.histories import write_history
from award.actions.telling_visits import tell_of_visit
from award.domain.people import Actor
from award.domain.visits import COMING, GONE, VisitState, visit_row
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


def put_visits_back(journey: Journey, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Visits that a move called off are on again, as they were; a booked one is told of anew."""
    for key, state in kept.get("called_off", []):
        visit = session_of(journey).get(Visit, key)
        if visit is not None and visit.state in GONE:
            visit.state, visit.change_reason = VisitState(state), ""
            visit.version += 1
            if visit.state is VisitState.CONFIRMED:
                _tell(journey, visit, "confirm_visit", "It is on again.", by=by, at=at)


def _tell(
    journey: Journey, visit: Visit, step: str, words: str, *, by: Actor, at: datetime
) -> None:
    said = f"{visit_row(visit.kind).name}. {words}"
    line = write_history(journey, step, by=by, at=at, words=said)
    key = f"visit:{visit.id}:history:{line.id}"
    tell_of_visit(journey, visit, step, key=key, by=by, at=at, words=words, overtaken=True)
