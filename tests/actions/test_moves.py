"""Every move as it changes the rows: stages, what goes with them, letters, and the way back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.moves import make_move, refresh
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.awards import Award
from award.storage.db import transaction
from award.storage.letters import Letter
from tests.making import journey_at


@pytest.mark.parametrize("route", ["standard", "light", "club", "renewal", "legacy"])
def test_every_route_leads_from_a_draft_to_an_award(both: Session, route: str) -> None:
    kind = "youth_club" if route == "club" else "primary"

    _, journey = journey_at(both, Stage.AWARDED, route=route, kind_code=kind)

    award = both.scalars(select(Award).order_by(Award.id.desc()).limit(1)).one()
    assert award.journey_id == journey.id
    assert award.number == f"LEI-{award.released_at.year}-0001"
    assert (journey.history[0].what == "open_renewal") is (route == "renewal")
    assert journey.ended_at is not None


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.AWARD_WITH_CONDITIONS, Stage.AWARDED),
        (Outcome.DEFER, Stage.GATHERING),
        (Outcome.TURN_DOWN, Stage.NOT_YET),
    ],
)
def test_the_panel_can_come_to_each_outcome(
    session: Session, outcome: Outcome, stage: Stage
) -> None:
    walking, journey = journey_at(session, Stage.DECIDING, outcome=outcome)

    walking.decide()

    assert journey.stage is stage


def test_a_move_writes_its_letters_in_the_same_change(session: Session) -> None:
    journey_at(session, Stage.APPLIED)

    codes = set(session.scalars(select(Letter.code)))

    assert {"journey_opened", "application_received", "application_submitted"} <= codes


def test_a_wait_begins_anew_with_a_move_and_with_nothing_else(session: Session) -> None:
    walking, journey = journey_at(session, Stage.APPLIED)
    before = journey.turn
    walking.pass_time(days=1)
    moved_at = walking.at
    with transaction(lock=journey) as held:
        make_move(held, "accept", by=walking.by(Role.COORDINATOR), at=moved_at)
    after_the_move = journey.waiting_since

    walking.pass_time(days=1)
    with transaction(lock=journey) as held:
        refresh(held, at=walking.at)

    assert (before, journey.turn) == (Turn.COORDINATOR, Turn.COORDINATOR)
    assert (after_the_move, journey.waiting_since) == (moved_at, moved_at)
