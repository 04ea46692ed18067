"""The visits of a journey, each with who makes it and whom it waits for."""

from dataclasses import replace

from sqlalchemy.orm import Session

from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.visits import find_visit, list_coming, list_visits
from tests.making import journey_at
from tests.queries.counting import counted


def test_visits_come_with_their_visitor_in_one_question(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    lead = walking.by(Role.LEAD)
    session.refresh(journey)

    with counted(session) as asked:
        found = [(one.name, one.visitor) for one in list_visits(session, lead, journey)]

    assert len(asked) == 1
    assert found == [
        ("Monitoring visit", "Colm Brady"),
        ("Initial visit and guided planning", "Colm Brady"),
    ]
    assert [one.name for one in list_coming(session, lead, journey, at=walking.at)] == [
        "Monitoring visit"
    ]


def test_a_shared_record_waits_for_the_setting_and_another_authority_sees_none(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    visit = walking.hold_visit(
        VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR, sign=False
    )
    lead = walking.by(Role.LEAD)

    found = find_visit(session, lead, journey, visit.id)

    assert found is not None
    assert (found.waits_for_setting, found.is_record_open) == (True, True)
    stranger = replace(lead, authority_id=journey.authority_id + 1)
    assert find_visit(session, stranger, journey, visit.id) is None
