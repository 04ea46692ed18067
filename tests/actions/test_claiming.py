"""Hours and miles: claimed by the visitor alone, once the visit has begun."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.claiming import claim_visit
from award.actions.rearranging import call_off_visit
from award.demo.walking import Walker
from award.domain.claims import Claim
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.queries.claims import HIDDEN, list_claims, list_own_claims
from award.storage.days import day_of
from award.storage.db import transaction, writing
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.making import journey_at

CLAIM = Claim(90, 40, 125, "Parking")


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.PLANNING)[0]


@pytest.fixture
def visit(walking: Walker) -> Visit:
    return walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)


def claim(
    walking: Walker, visit: Visit, *, version: int = 0, role: Role = Role.COORDINATOR
) -> None:
    with transaction(lock=visit) as held:
        claim_visit(held, CLAIM, version=version, by=walking.by(role), at=walking.at)


def test_a_visit_is_claimed_for_once_it_has_begun_and_changed_after(
    session: Session, walking: Walker, visit: Visit
) -> None:
    with pytest.raises(NotReady, match="after the visit has begun"):
        claim(walking, visit)
    walking.pass_time(days=10)
    claim(walking, visit)
    with pytest.raises(Stale):
        claim(walking, visit)
    claim(walking, visit, version=1)

    by, month = walking.by(Role.COORDINATOR), day_of(visit.starts_at or walking.at)
    lines = list_claims(session, by, month, at=walking.at)
    kept = [one.claim for one in lines]
    assert [(one.minutes, one.tenths_of_mile, one.version) for one in kept if one] == [(90, 125, 2)]


def test_nobody_claims_for_another_or_for_a_cancelled_visit(walking: Walker, visit: Visit) -> None:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.COORDINATOR)
        call_off_visit(held, visit.id, missed=False, reason="Ill", by=by, at=walking.at)
    walking.pass_time(days=10)

    for role in (Role.ASSESSOR, Role.COORDINATOR):
        with pytest.raises(NotAllowed):
            claim(walking, visit, role=role)


def test_a_visit_that_was_missed_was_travelled_to(walking: Walker, visit: Visit) -> None:
    walking.pass_time(days=10)
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.COORDINATOR)
        call_off_visit(held, visit.id, missed=True, reason="Shut", by=by, at=walking.at)

    claim(walking, visit)


def test_each_sees_their_own_of_the_month_and_the_coordinator_what_is_claimed(
    session: Session, walking: Walker, visit: Visit
) -> None:
    walking.pass_time(days=10)
    at, month = walking.at, day_of(visit.starts_at or walking.at)
    with writing(session):
        session.get_one(Setting, walking.setting.id).is_hidden = True
    coordinator, assessor = walking.by(Role.COORDINATOR), walking.by(Role.ASSESSOR)

    own = list_own_claims(session, coordinator, month, at=at)

    assert [one.place_on_paper for one in own] == [HIDDEN]
    assert list_own_claims(session, assessor, month, at=at) == []
    assert list_own_claims(session, coordinator, month - timedelta(days=40), at=at) == []
    assert list_claims(session, coordinator, month, at=at) == []
    claim(walking, visit)
    assert len(list_claims(session, coordinator, month, at=at)) == 1
    assert list_claims(session, coordinator, month, at=at, visitor_id=assessor.user_id) == []
