"""Where reports wait after their visit, and how many came in time."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.domain.facts import Said
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.today import list_today
from award.queries.turnaround import list_turnaround, list_waiting
from tests.making import actor, journey_at, make_authority, make_user
from tests.queries.counting import counted


@pytest.mark.parametrize(("days", "left"), [(0, 5), (7, 0), (9, -2)])
def test_a_report_waits_from_its_visit_on(session: Session, days: int, left: int) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    visit = walking.assessment_visit()
    assert visit is not None
    assert visit.starts_at is not None
    after = visit.starts_at + timedelta(days=days, hours=4)

    found, total = list_waiting(session, walking.by(Role.COORDINATOR), at=after)

    assert total == 1
    assert [(one.journey_id, one.assessor, one.is_again) for one in found] == [
        (journey.id, "Edith Moss", False)
    ]
    assert (found[0].days, found[0].is_late) == (left, left < 0)


def test_before_the_visit_and_after_sharing_nothing_waits(session: Session) -> None:
    walking, _ = journey_at(session, Stage.ASSESSING)
    by = walking.by(Role.COORDINATOR)
    early = list_waiting(session, by, at=walking.at)

    walking.walk_to(Stage.CHECKING)

    assert early == ([], 0)
    assert list_waiting(session, by, at=walking.pass_time(days=30)) == ([], 0)


def test_an_assessment_that_begins_anew_waits_for_its_own_visit(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    by = walking.by(Role.COORDINATOR)
    walking.pass_time(days=20)
    walking.move("stop_assessment", Role.COORDINATOR, said=Said(reason="The assessor is ill"))
    walking.book_visit(VisitKind.ASSESSMENT, VisitForm.ON_SITE, Role.ASSESSOR)
    walking.move("begin_assessment", Role.COORDINATOR)

    today = list_today(session, by, at=walking.at, today=walking.at.date())

    assert list_waiting(session, by, at=walking.at) == ([], 0)
    assert "report_late" not in {one.what for one in today.asks}
    assert journey.stage is Stage.ASSESSING


def test_a_report_that_came_in_time_stays_so_though_it_is_judged_anew(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    walking.move("revise_report", Role.ASSESSOR, said=Said(reason="A wrong number"))
    walking.pass_time(days=1)
    walking.move("stop_assessment", Role.COORDINATOR, said=Said(reason="The assessor is ill"))

    shared = list_turnaround(session, walking.by(Role.COORDINATOR), at=walking.at)

    assert [(one.shared, one.in_time) for one in shared] == [(1, 1)]
    assert journey.stage is Stage.READY


def test_what_was_shared_is_counted_by_term_for_its_authority_alone(session: Session) -> None:
    walking, _ = journey_at(session, Stage.CHECKING)
    fenwick = make_authority(session, "fenwick")
    other = actor(make_user(session, "Marek Nowak"), Role.COORDINATOR, fenwick)

    mine = list_turnaround(session, walking.by(Role.COORDINATOR), at=walking.at)

    assert [(one.shared, one.in_time) for one in mine] == [(1, 1)]
    assert list_turnaround(session, other, at=walking.at) == []


def test_a_page_asks_little(session: Session) -> None:
    walking, _ = journey_at(session, Stage.ASSESSING)
    by, at = walking.by(Role.COORDINATOR), walking.pass_time(days=30)

    with counted(session) as asked:
        list_waiting(session, by, at=at)
        list_turnaround(session, by, at=at)

    assert len(asked) <= 3
