"""The visit of an assessment falls through: everybody knows, and somebody arranges a new one."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.rearranging import call_off_visit
from award.actions.visiting import Plan, propose_visit
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.reminders import Wait
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.deeds import list_tasks
from award.queries.tasks import Deed
from award.queries.today import list_today
from award.queries.waits import list_waits
from award.storage.db import transaction
from award.storage.journeys import Journey
from award.storage.letters import Letter
from award.storage.visits import Visit
from tests.making import journey_at

WHY = "The train does not run"


def call_off(session: Session, walking: Walker, journey: Journey, role: Role) -> None:
    visit = session.scalars(
        select(Visit).where(Visit.journey_id == journey.id, Visit.kind == VisitKind.ASSESSMENT)
    ).one()
    walking.pass_time(days=1)
    with transaction(lock=journey) as held:
        call_off_visit(held, visit.id, missed=False, reason=WHY, by=walking.by(role), at=walking.at)
    walking.pass_time(days=1)


def told(session: Session) -> set[str]:
    return set(session.scalars(select(Letter.to_email).where(Letter.code == "visit_cancelled")))


def whats(session: Session, walking: Walker) -> list[str]:
    by, now = walking.by(Role.COORDINATOR), walking.at
    return [one.what for one in list_today(session, by, at=now, today=now.date()).asks]


def deeds(session: Session, walking: Walker) -> list[Deed]:
    return [one.deed for one in list_tasks(session, walking.by(Role.ASSESSOR), at=walking.at)]


def test_a_new_visit_is_everybodys_next_step_until_it_is_arranged(both: Session) -> None:
    walking, journey = journey_at(both, Stage.ASSESSING)
    before = (whats(both, walking), deeds(both, walking))

    call_off(both, walking, journey, Role.ASSESSOR)
    waits = [one.waiting for one in list_waits(journey, at=walking.at)]
    after = (whats(both, walking), deeds(both, walking))
    assessor = walking.by(Role.ASSESSOR)
    plan = Plan(
        VisitKind.ASSESSMENT,
        VisitForm.ON_SITE,
        (walking.at + timedelta(days=10),),
        assessor.user_id or 0,
    )
    with transaction(lock=journey) as held:
        propose_visit(held, plan, by=assessor, at=walking.at)

    assert before == ([], [Deed.JUDGE])
    assert after == (["visit_again"], [Deed.ARRANGE])
    assert [one.wait for one in waits] == [Wait.TURN, Wait.VISIT_TO_ARRANGE]
    assert waits[1].since == (walking.at - timedelta(days=1)).date()
    assert (whats(both, walking), deeds(both, walking)) == before


@pytest.mark.parametrize(("role", "is_told"), [(Role.ASSESSOR, True), (Role.COORDINATOR, False)])
def test_the_coordinator_is_told_of_a_visit_that_others_call_off(
    session: Session, role: Role, is_told: bool
) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)

    call_off(session, walking, journey, role)

    assert told(session) >= {walking.cast.lead.email, walking.cast.assessor.email}
    assert (walking.cast.coordinator.email in told(session)) is is_told


def test_no_new_visit_is_asked_for_while_nobody_is_to_arrange_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    call_off(session, walking, journey, Role.ASSESSOR)

    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))

    assert whats(session, walking) == []
    assert deeds(session, walking) == []
