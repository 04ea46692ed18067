"""What people say of a day is of their own: late on a summer evening it is tomorrow in England."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import approving
from award.actions.approving import GivenElsewhere
from award.actions.planning import say_policy_reviewed
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.spoken import long_day
from award.domain.stages import Stage
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.making import journey_at


@pytest.fixture
def late(session: Session) -> tuple[Walker, Journey]:
    """A journey that gathers, half an hour after midnight in July."""
    walking, journey = journey_at(session, Stage.GATHERING)
    walking.at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert day_of(walking.at) == walking.at.date() + timedelta(days=1)
    return walking, journey


def test_what_was_done_today_is_not_in_the_future(late: tuple[Walker, Journey]) -> None:
    walking, journey = late
    today, by = day_of(walking.at), replace(walking.by(Role.COORDINATOR), on_behalf=True)

    with transaction(lock=journey) as held:
        say_policy_reviewed(held, today, by=walking.by(Role.LEAD), at=walking.at)
        given = GivenElsewhere("Priya Nair", "phone", today)
        approving.record_approval(held, Approval.READY, given, by=by, at=walking.at)

    assert journey.policy_reviewed_on == today


def test_a_link_lasts_until_the_day_that_its_letter_says(
    late: tuple[Walker, Journey], session: Session
) -> None:
    walking, journey = late
    walking.give_evidence()
    with transaction(lock=journey) as held:
        asked = approving.ask_for_approval(
            held, Approval.READY, token="t", token_digest="d" * 64, by=walking.by(Role.LEAD),
            at=walking.at,
        )  # fmt: skip

    letter = session.scalars(select(Letter).where(Letter.code == "approval_asked")).all()[-1]
    assert asked.expires_at is not None
    assert long_day(day_of(asked.expires_at)) in letter.body
