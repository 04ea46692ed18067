"""Actions of a plan: several taken at once, changed by two people, taken out, from a visit."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from award.actions.planning import (
    ActionWords,
    add_action,
    add_steps,
    change_action,
    remove_action,
)
from award.demo.walking import Walker
from award.domain.facts import PlanState
from award.domain.people import Role
from award.domain.plan_changes import compare_plans, read_agreed
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.db import transaction
from award.storage.plans import PlannedAction
from award.storage.visits import Visit
from tests.making import journey_at

BOX = ActionWords("Make a worry box", ["1.3"], "Amara Holt", date(2028, 2, 29))


@pytest.fixture
def walking(session: Session) -> Walker:
    found, _ = journey_at(session, Stage.PLANNING)
    found.hold_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    return found


def take(walking: Walker, *steps: ActionWords) -> list[int]:
    with transaction(lock=walking.journey) as held:
        made = add_steps(held, steps, by=walking.by(Role.LEAD), at=walking.at)
        return [one.id for one in made]


def add(walking: Walker, words: ActionWords = BOX) -> PlannedAction:
    with transaction(lock=walking.journey) as held:
        return add_action(held, words, by=walking.by(Role.LEAD), at=walking.at)


def test_steps_are_taken_together_and_none_twice(walking: Walker) -> None:
    other = replace(BOX, what="Ask two children", criteria=["2.1", "1.3"])

    assert len(take(walking, BOX, other)) == 2
    assert take(walking, replace(BOX, lead_name="Priya Nair"), other) == []
    assert len(take(walking, replace(BOX, criteria=["1.4"]))) == 1


def test_to_take_nothing_says_what_else_can_be_done(walking: Walker) -> None:
    with pytest.raises(NotReady, match="write your own"):
        take(walking)


def test_one_step_that_is_not_whole_keeps_them_all_out(session: Session, walking: Walker) -> None:
    with pytest.raises(NotReady, match="Say who leads it"):
        take(walking, BOX, replace(BOX, what="Another", lead_name=" "))

    assert session.query(PlannedAction).count() == 0


def test_what_somebody_changed_is_not_taken_out_unseen(walking: Walker) -> None:
    action, lead = add(walking), walking.by(Role.LEAD)
    with transaction(lock=walking.journey) as held:
        change_action(held, action.id, BOX, version=1, by=lead, at=walking.at)

    with pytest.raises(Stale), transaction(lock=walking.journey) as held:
        remove_action(held, action.id, version=1, by=lead, at=walking.at)
    with transaction(lock=walking.journey) as held:
        remove_action(held, action.id, version=2, by=lead, at=walking.at)

    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        remove_action(held, action.id, version=2, by=lead, at=walking.at)


def test_an_agreed_plan_loses_no_action(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    first = journey.actions[0].id

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        remove_action(held, first, version=1, by=walking.by(Role.LEAD), at=walking.at)


def test_an_action_names_the_visit_that_it_came_from_if_it_was_held(
    session: Session, walking: Walker
) -> None:
    visit = session.query(Visit).one()

    assert add(walking, replace(BOX, visit_id=visit.id)).visit_id == visit.id
    with transaction(lock=walking.journey):
        visit.done_at = None
    with pytest.raises(NotFound):
        add(walking, replace(BOX, visit_id=visit.id))
    with pytest.raises(NotFound):
        add(walking, replace(BOX, visit_id=visit.id + 1))


def test_the_plan_as_agreed_is_kept_with_all_that_was_told(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    kept = read_agreed(journey.plan_as_agreed or [])
    first = journey.actions[0]
    words = ActionWords(
        first.what, first.criteria, "Priya Nair", first.due_on, more={"measure": "We count"}
    )

    with transaction(lock=journey) as held:
        change_action(held, first.id, words, version=1, by=walking.by(Role.LEAD), at=walking.at)
    now = {one.id: one.agreed_words() for one in session.query(PlannedAction)}

    assert journey.plan_state is PlanState.AGREED
    changed = compare_plans(kept, now).changed[first.id]
    assert [one.of for one in changed] == ["lead_name", "more.measure"]
