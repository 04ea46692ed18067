"""A record that the setting answered is put right by itself, not by another of its kind."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import recording
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.waits_of_visits import is_put_right
from award.storage.db import transaction
from award.storage.journeys import History
from tests.making import journey_at

RECORD = recording.Record("The lead", "Calm.")


def test_a_record_is_not_put_right_by_that_of_another_visit_of_its_kind(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    first = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    second = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    by, at = walking.by(Role.COORDINATOR), walking.at
    for visit in (first, second):
        with transaction(lock=journey) as held:
            recording.record_visit(
                held, visit.id, RECORD, version=visit.version, finished=True, by=by, at=at
            )
        if visit is first:
            with transaction(lock=journey) as held:
                recording.share_visit_record(held, visit.id, by=by, at=at)
            with transaction(lock=journey) as held:
                lead = walking.by(Role.LEAD)
                later = at + timedelta(hours=1)
                recording.answer_visit_record(held, visit.id, words="No.", by=lead, at=later)

    said = list(session.scalars(select(History).where(History.journey_id == journey.id)))
    assert not is_put_right(first, said)
    with transaction(lock=journey) as held:
        recording.record_visit(
            held, first.id, RECORD, version=first.version, finished=True, by=by, at=at
        )
    said = list(session.scalars(select(History).where(History.journey_id == journey.id)))
    assert is_put_right(first, said)
