"""What advisers and assessors have before them, also once a journey has ended."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.appealing import lodge_appeal
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.deeds import Deed, list_tasks
from award.queries.diary import find_part, list_assigned, list_visits_ahead
from award.queries.journeys import situation_of
from award.storage.db import transaction
from award.storage.decisions import Appeal, AppealState
from tests.making import journey_at


def deeds(session: Session, walking: Walker) -> list[Deed]:
    return [one.deed for one in list_tasks(session, walking.by(Role.ASSESSOR), at=walking.at)]


def test_a_journey_that_ended_is_listed_exactly_as_long_as_it_is_open(session: Session) -> None:
    walking, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    by = walking.by(Role.ASSESSOR)
    days = [walking.at + timedelta(days=number) for number in range(50)]

    opened = [situation_of(journey, by, at=day).assigned for day in days]
    listed = [list_assigned(session, by, at=day)[1] == 1 for day in days]

    counted = [find_part(session, by, at=day).journeys == 1 for day in days]

    assert (listed, counted) == (opened, opened)
    assert (sum(opened) > 21, opened[-1]) == (True, False)


def test_a_follow_up_of_a_condition_stays_with_its_assessor_until_it_is_signed(
    session: Session,
) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    by = walking.by(Role.ASSESSOR)
    walking.pass_time(days=90)
    assert list_assigned(session, by, at=walking.at) == ([], 0)
    assert not situation_of(journey, by, at=walking.at).assigned

    visit = walking.book_visit(VisitKind.FOLLOW_UP, VisitForm.ON_SITE, Role.ASSESSOR)

    ahead = list_visits_ahead(session, by, at=walking.at)
    assert [one.visit.id for one in ahead] == [visit.id]
    assert list_assigned(session, by, at=walking.at)[1] == 1
    assert situation_of(journey, by, at=walking.at).assigned
    walking.pass_time(days=10)
    assert deeds(session, walking) == [Deed.WRITE_UP]
    walking.write_up(visit, by)
    walking.at += timedelta(days=40)
    assert deeds(session, walking) == []


def test_nobody_elses_follow_up_opens_a_journey_that_ended(session: Session) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    walking.pass_time(days=90)
    walking.book_visit(VisitKind.FOLLOW_UP, VisitForm.ON_SITE, Role.COORDINATOR)

    assert not situation_of(journey, walking.by(Role.ASSESSOR), at=walking.at).assigned
    assert list_visits_ahead(session, walking.by(Role.ASSESSOR), at=walking.at) == []


def test_a_journey_under_appeal_stays_in_its_assessor_s_list_until_it_is_heard(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    by = walking.by(Role.ASSESSOR)
    walking.pass_time(days=2)
    with transaction(lock=journey) as held:
        lodge_appeal(held, words="Look again.", by=walking.by(Role.LEAD), at=walking.at)
    walking.pass_time(days=90)

    listed = [line.journey.id for line in list_assigned(session, by, at=walking.at)[0]]

    assert listed == [journey.id]
    with transaction(lock=journey):
        session.scalars(select(Appeal)).one().state = AppealState.DISMISSED
    assert list_assigned(session, by, at=walking.at) == ([], 0)
