"""The actions of a plan, by the day they are due, inside the walls."""

from dataclasses import replace

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.plans import find_action, is_planned_already, list_actions, list_actions_of
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
