"""What a policy lacks becomes actions in one tap, each for its criterion, and never twice."""

import pytest
from sqlalchemy.orm import Session

from award.actions.checking_policy import finish_check
from award.actions.planning import remove_action
from award.actions.planning_policy import plan_missing
from award.demo.walking import Walker
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound
from award.domain.stages import Stage
from award.storage.days import calendar_of
from award.storage.db import transaction
from award.storage.journeys import CriterionAsked
from award.storage.plans import PlannedAction
from award.storage.policies import PolicyAnswer
from tests.actions.policies import answer_all
from tests.making import journey_at

MISSING = frozenset({"p12", "p13", "p20"})


@pytest.fixture
def walking(session: Session) -> Walker:
    found = journey_at(session, Stage.GATHERING)[0]
    answer_all(found, missing=MISSING)
    return found


def plan(walking: Walker, *codes: str, role: Role = Role.LEAD, lead: str = "") -> list[str]:
    with transaction(lock=walking.journey) as held:
        made = plan_missing(held, codes or None, lead_name=lead, by=walking.by(role), at=walking.at)
        return [one.what for one in made]


def links(session: Session) -> dict[str, str]:
    rows = session.query(PolicyAnswer, PlannedAction).join(
        PlannedAction, PlannedAction.id == PolicyAnswer.action_id
    )
    return {answer.point: action.criteria[0] for answer, action in rows}


def test_one_tap_plans_a_missing_point_for_its_criterion(session: Session, walking: Walker) -> None:
    made = plan(walking, "p12")

    action = session.query(PlannedAction).order_by(PlannedAction.id.desc()).limit(1).one()
    assert made == [action.what]
    assert made[0].startswith("Change our policy so that it says how reports are recorded")
    assert links(session) == {"p12": "1.4"}
    assert action.lead_name == walking.cast.lead.name
    assert "kind, place, bias" in action.more["measure"]
    assert calendar_of(walking.setting).is_day(action.due_on)


def test_all_that_is_missing_is_planned_at_once_and_the_second_tap_adds_nothing(
    session: Session, walking: Walker
) -> None:
    plan(walking, "p13")

    made = plan(walking, lead="Priya Nair")
    again = plan(walking)

    assert (len(made), again) == (2, [])
    assert links(session) == {"p12": "1.4", "p13": "1.4", "p20": "3.2"}


def test_who_plans_on_behalf_names_the_lead_of_the_setting(
    session: Session, walking: Walker
) -> None:
    plan(walking, "p12", role=Role.COORDINATOR)

    action = session.query(PlannedAction).order_by(PlannedAction.id.desc()).limit(1).one()
    assert action.lead_name == "Amara Holt"


def test_what_is_held_is_not_planned(walking: Walker) -> None:
    with pytest.raises(NotFound):
        plan(walking, "p01")


def test_an_action_that_was_taken_out_can_be_planned_again(
    session: Session, walking: Walker
) -> None:
    plan(walking, "p12")
    action = session.query(PlannedAction).order_by(PlannedAction.id.desc()).limit(1).one()
    with transaction(lock=walking.journey) as held:
        held.plan_state = PlanState.DRAFT
        remove_action(held, action.id, version=1, by=walking.by(Role.LEAD), at=walking.at)

    assert len(plan(walking, "p12")) == 1
    assert links(session) == {"p12": "1.4"}


def test_a_finished_check_still_leads_to_actions(session: Session, walking: Walker) -> None:
    with transaction(lock=walking.journey) as held:
        finish_check(held, by=walking.by(Role.LEAD), at=walking.at)

    assert len(plan(walking)) == 3


def test_a_criterion_that_the_journey_is_not_asked_is_passed_over(
    session: Session, walking: Walker
) -> None:
    with transaction(lock=walking.journey):
        session.query(CriterionAsked).filter_by(journey_id=walking.journey.id, code="3.2").delete()

    plan(walking)

    assert set(links(session)) == {"p12", "p13"}


def test_without_an_open_plan_nothing_is_planned(session: Session) -> None:
    walking, _ = journey_at(session, Stage.AWARDED)
    answer_all(walking, missing=MISSING)

    with pytest.raises(NotAllowed):
        plan(walking)
