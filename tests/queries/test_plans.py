"""The actions of a plan, by the day they are due, inside the walls."""

from dataclasses import replace

from sqlalchemy.orm import Session

from award.actions.attaching import OwnPlan, attach_plan
from award.actions.carrying_out import note_on_action
from award.actions.collecting import KeptBytes
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.plans import (
    find_action,
    is_planned_already,
    list_actions,
    list_actions_of,
    list_notes_of,
    list_plan_papers,
)
from award.queries.reading import find_version
from award.storage.db import transaction, writing
from award.storage.evidence import Scan
from award.storage.plans import PlannedAction
from tests.making import journey_at
from tests.queries.counting import counted


def test_actions_are_found_in_one_question_and_by_their_criterion(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead = walking.by(Role.LEAD)
    session.refresh(journey)

    with counted(session) as asked:
        found = list_actions(lead, journey)

    assert len(asked) == 1
    assert [one.criteria for one in found] == [["1.4"], ["2.2"]]
    assert [one.id for one in list_actions_of(lead, journey, "2.2")] == [found[1].id]


def test_another_authority_finds_no_action(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead = walking.by(Role.LEAD)
    stranger = replace(lead, authority_id=journey.authority_id + 1)
    first = list_actions(lead, journey)[0]
    same = {"what": first.what, "lead_name": first.lead_name, "due_on": first.due_on}

    assert list_actions(stranger, journey) == []
    assert find_action(session, stranger, journey, first.id) is None
    assert is_planned_already(session, lead, journey, **same)
    assert not is_planned_already(session, lead, journey, **same | {"what": "Another"})


def test_notes_and_an_attached_plan_stand_beside_the_plan_inside_the_walls(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead, adviser = walking.by(Role.LEAD), walking.by(Role.COORDINATOR)
    stranger = replace(adviser, authority_id=journey.authority_id + 1)
    first = list_actions(lead, journey)[0]
    own = OwnPlan("Our plan", "Amara Holt", first.due_on, {"1.4": "page 3"}, "https://a.example/p")
    with transaction(lock=journey) as held:
        note_on_action(held, first.id, "The boxes are up.", by=lead, at=walking.at)
        attach_plan(held, own, file=None, by=lead, at=walking.at)

    notes = list_notes_of(session, adviser, journey)
    papers = list_plan_papers(session, adviser, journey)

    assert [one.words for one in notes] == ["The boxes are up."]
    assert [one.link_address for one in papers] == ["https://a.example/p"]
    assert list_notes_of(session, stranger, journey) == []
    assert list_plan_papers(session, stranger, journey) == []


def test_the_file_of_an_attached_plan_is_handed_to_who_reads_the_plan(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead, reader = walking.by(Role.LEAD), walking.by(Role.COORDINATOR)
    first = list_actions(lead, journey)[0]
    own = OwnPlan("Our plan", "Amara Holt", first.due_on, {"1.4": "page 3"})
    file = KeptBytes("1/1/plan", "plan.pdf", "0" * 64, 5, "application/pdf", Scan.CLEAN)
    with transaction(lock=journey) as held:
        action = attach_plan(held, own, file=file, by=lead, at=walking.at)
    number = list_plan_papers(session, reader, journey)[0].versions[0].id

    found = find_version(session, reader, journey, number)
    with writing(session) as rows:
        rows.get_one(PlannedAction, action.id).removed_at = walking.at

    assert found is not None
    assert find_version(session, reader, journey, number) is None
