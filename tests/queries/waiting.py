"""Journeys with something that waits, for the tests of what is found."""

from datetime import date
from typing import Any

from award.actions.moves import refresh
from award.domain.people import Role
from award.domain.reminders import Wait
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.queries.waits import list_waits
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.db import session_of, transaction
from award.storage.journeys import Journey
from award.storage.visits import Visit
from tests.making import at, award_of

MONDAY = date(2026, 1, 5)
Cast = dict[str, User]


def put_at(journey: Journey, stage: Stage, **columns: Any) -> None:
    """Put the row where a test needs it; whose turn it is follows from that."""
    with transaction(lock=journey) as held:
        held.stage = stage
        for name, value in columns.items():
            setattr(held, name, value)
        refresh(held, at=at())


def add(journey: Journey, row: Any) -> Any:
    """Keep a row of this journey; it is told here whose it is."""
    with transaction(lock=journey) as held:
        row.authority_id, row.journey_id = held.authority_id, held.id
        session_of(held).add(row)
        session_of(held).flush()
        refresh(held, at=at())
    return row


def found(journey: Journey, day: int = 0) -> list[tuple[Wait, date]]:
    return [(one.waiting.wait, one.waiting.since) for one in list_waits(journey, at=at(day))]


def a_visit(cast: Cast, state: VisitState, **columns: Any) -> Visit:
    return Visit(
        **{
            "kind": VisitKind.INITIAL,
            "form": VisitForm.ON_SITE,
            "state": state,
            "visitor_id": cast["Colm Brady"].id,
            "visitor_role": Role.COORDINATOR,
            "proposed_by_id": cast["Colm Brady"].id,
            "proposed_at": at(1),
            "starts_at": at(10),
            **columns,
        }
    )


def an_award(journey: Journey, **columns: Any) -> Award:
    award: Award = add(
        journey,
        award_of(journey, **columns),
    )
    return award
