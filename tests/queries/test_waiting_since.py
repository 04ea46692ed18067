"""Since when a journey waits: since its turn began, and for a first report since its visit."""

from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.recording import record_visit
from award.demo.walking import Walker
from award.domain.facts import Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.deeds import list_tasks
from award.queries.lists import Wanted, list_journeys
from award.queries.tasks import Deed
from award.queries.today import list_today
from award.queries.waiting_since import since_of
from award.storage.db import transaction, writing
from tests.making import journey_at, make_setting


def visited(session: Session, *, days: int) -> Walker:
    """An assessment whose visit was held so many days ago."""
    walking, _ = journey_at(session, Stage.ASSESSING)
    visit = walking.assessment_visit()
    assert visit is not None
    assert visit.starts_at is not None
    walking.at = visit.starts_at + timedelta(days=days)
    return walking


def test_before_the_visit_a_journey_waits_since_its_turn_began(both: Session) -> None:
    walking, journey = journey_at(both, Stage.ASSESSING)

    assert since_of(both, [journey], at=walking.at) == {journey.id: journey.waiting_since}


def test_a_first_report_waits_since_its_visit_on_every_page(both: Session) -> None:
    walking = visited(both, days=20)
    by, journey, visit = walking.by(Role.COORDINATOR), walking.journey, walking.assessment_visit()
    assert visit is not None

    today = list_today(both, by, at=walking.at, today=walking.at.date()).asks
    tasks = list_tasks(both, walking.by(Role.ASSESSOR), at=walking.at)

    assert journey.waiting_since < walking.at - timedelta(days=20)
    assert since_of(both, [journey], at=walking.at) == {journey.id: visit.starts_at}
    assert [(one.what, one.since) for one in today] == [("report_late", visit.starts_at)]
    assert {one.since for one in tasks} == {visit.starts_at}


def test_it_does_so_though_its_assessor_was_named_after_the_visit(both: Session) -> None:
    walking = visited(both, days=20)
    journey, visit = walking.journey, walking.assessment_visit()
    assert visit is not None
    with writing(both):
        journey.waiting_since = walking.at - timedelta(days=1)

    assert since_of(both, [journey], at=walking.at) == {journey.id: visit.starts_at}


def test_a_report_that_is_revised_waits_since_it_was_given_back(both: Session) -> None:
    walking, journey = journey_at(both, Stage.CHECKING)
    walking.pass_time(days=3)
    walking.move("revise_report", Role.ASSESSOR, said=Said(reason="A wrong number"))
    back = walking.at

    assert since_of(both, [journey], at=walking.pass_time(days=9)) == {journey.id: back}


def test_the_longest_wait_comes_first_as_it_is_told(both: Session) -> None:
    first = visited(both, days=20)
    with writing(both):
        first.journey.waiting_since = first.at - timedelta(days=60)
    place = make_setting(both, first.setting.authority, "Rushey Mead", "primary")
    theirs = Walker(place, first.cast, first.at).open("standard")
    with writing(both):
        theirs.waiting_since = first.at - timedelta(days=30)

    page, _ = list_journeys(both, first.by(Role.COORDINATOR), Wanted(), at=first.at)

    assert [one.id for one in page.rows] == [theirs.id, first.journey.id]


def test_a_record_to_share_waits_since_it_was_written_for_whoever_made_the_visit(
    both: Session,
) -> None:
    walking = visited(both, days=1)
    visit, by = walking.assessment_visit(), walking.by(Role.ASSESSOR)
    assert visit is not None
    walking.pass_time(days=6)
    with transaction(lock=walking.journey) as held:
        record = walking.record_of(visit)
        record_visit(
            held, visit.id, record, version=visit.version, finished=True, by=by, at=walking.at
        )

    tasks = list_tasks(both, by, at=walking.pass_time(days=2))

    assert [one.since for one in tasks if one.deed is Deed.SHARE_RECORD] == [visit.written_up_at]
