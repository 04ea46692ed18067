"""The line of steps: days only for what is finished, and now in its stage's own words."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import CLOSED, Stage
from award.storage.days import day_of
from award.storage.journeys import History, Journey
from award.web.kit.history_words import words_shown
from award.web.kit.journey_steps import Step, journey_steps
from tests.making import journey_at


def words_of(moment: datetime) -> str:
    return f"{day_of(moment):%-d %B %Y}"


def move_to(journey: Journey, stage: Stage) -> datetime:
    return next(one.at for one in journey.history if one.went_to is stage)


def now(journey: Journey) -> Step:
    (found,) = [one for one in journey_steps(journey) if one.state == "now"]
    return found


def test_a_draft_has_not_applied(session: Session) -> None:
    _, journey = journey_at(session, Stage.DRAFT)

    first, *rest = journey_steps(journey)

    assert first == Step("Draft application", f"since {words_of(journey.opened_at)}", "now")
    assert {(one.when, one.state) for one in rest} == {("", "to_come")}


def test_the_panel_has_decided_nothing_before_the_release(session: Session) -> None:
    _, journey = journey_at(session, Stage.DECIDING)

    since = move_to(journey, Stage.DECIDING)
    assert now(journey) == Step("With the panel", f"since {words_of(since)}", "now")


@pytest.mark.parametrize(
    ("number", "told_by"),
    [
        pytest.param(0, Stage.APPLIED, id="the application was sent"),
        pytest.param(1, Stage.GATHERING, id="the plan was agreed"),
        pytest.param(2, Stage.READY, id="gathering ended"),
        pytest.param(3, Stage.READY, id="the setting declared itself ready"),
        pytest.param(4, Stage.CHECKING, id="the report was shared"),
    ],
)
def test_a_finished_step_has_the_day_on_which_it_was_made(
    session: Session, number: int, told_by: Stage
) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    walking.pass_time(days=3)
    walking.walk_to(Stage.DECIDING)

    step = journey_steps(journey)[number]

    assert (step.state, step.when) == ("done", words_of(move_to(journey, told_by)))


def test_a_step_made_twice_has_the_day_of_the_last_time(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    walking.pass_time(days=9)
    walking.move("send_back", Role.COORDINATOR, said=Said(reason="Two pieces are missing."))
    walking.pass_time(days=9)
    walking.approve(Approval.READY)
    walking.move("declare_ready", Role.LEAD)
    again = walking.at
    walking.walk_to(Stage.ASSESSING)
    walking.pass_time(days=2)
    walking.move("stop_assessment", Role.COORDINATOR, said=Said(reason="The assessor is ill."))
    walking.begin()

    assert journey_steps(journey)[3] == Step("Ready", words_of(again), "done")


@pytest.mark.parametrize("outcome", [Outcome.AWARD, Outcome.TURN_DOWN])
def test_a_decided_journey_says_the_day_of_its_release(session: Session, outcome: Outcome) -> None:
    walking, journey = journey_at(session, Stage.DECIDING, outcome=outcome)
    walking.decide()

    *_, last = journey_steps(journey)

    assert journey.stage in CLOSED
    assert last == Step("Decided", words_of(walking.at), "done")


def test_a_journey_that_stopped_says_so_where_it_stopped(session: Session) -> None:
    walking, journey = journey_at(session, Stage.PLANNING)
    walking.pass_time(days=9)
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))

    _, second, third, *_ = journey_steps(journey)

    assert second == Step("Withdrawn", words_of(walking.at), "now", is_end=True)
    assert third.state == "to_come"


def test_a_step_that_was_gone_back_to_is_not_finished(session: Session) -> None:
    walking, journey = journey_at(session, Stage.READY)
    walking.pass_time(days=9)
    walking.move("send_back", Role.COORDINATOR, said=Said(reason="Two pieces are missing."))

    assert now(journey) == Step("Gathering evidence", f"since {words_of(walking.at)}", "now")
    assert journey_steps(journey)[3] == Step("Ready", "", "to_come")


def test_history_shows_no_digest(session: Session) -> None:
    """It stands in the chain, and on the page of the list that was kept."""
    _, journey = journey_at(session, Stage.AWARDED)
    kept = session.scalars(select(History).filter_by(what="freeze_evidence")).one()

    assert "Digest" in kept.words
    assert words_shown(kept) == ""
    assert any(words_shown(line) for line in journey.history)
