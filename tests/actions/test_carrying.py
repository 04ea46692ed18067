"""Evidence of the journey before, linked again in the renewal with one tick."""

import pytest
from sqlalchemy.orm import Session

from award.actions.carrying import Pick, carry_on
from award.actions.opening import RENEWAL_ROUTE
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotFound
from award.domain.stages import Stage
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, Gone
from tests.actions.many import give, live
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING, route=RENEWAL_ROUTE)[0]


def first_before(session: Session, walking: Walker, code: str = "1.1") -> EvidenceLink:
    journey = walking.journey
    found = session.query(EvidenceLink).filter_by(journey_id=journey.previous_id, criterion=code)
    return found.order_by(EvidenceLink.id).limit(1).one()


def carry(walking: Walker, *picks: Pick) -> int:
    with transaction(lock=walking.journey) as held:
        return carry_on(held, picks, by=walking.by(Role.LEAD), at=walking.at)


def test_what_counted_before_counts_again_and_nothing_is_copied(
    session: Session, walking: Walker
) -> None:
    before, count = first_before(session, walking), session.query(EvidenceItem).count()
    pick = Pick(before.item_id, "1.1")

    new = [carry(walking, pick), carry(walking, pick)]

    now = session.query(EvidenceLink).filter_by(journey_id=walking.journey.id).one()
    assert new == [1, 0]
    assert (now.item_id, now.why_it_counts) == (before.item_id, before.why_it_counts)
    assert session.query(EvidenceItem).count() == count


def test_what_was_accepted_then_is_given_now_and_stays_accepted_there(
    session: Session, walking: Walker
) -> None:
    before = first_before(session, walking)
    with writing(session):
        before.item.state = EvidenceState.ACCEPTED

    carry(walking, Pick(before.item_id, "1.1"))

    now = session.query(EvidenceLink).filter_by(journey_id=walking.journey.id).one()
    assert (before.stands, now.stands) == (EvidenceState.ACCEPTED, EvidenceState.GIVEN)


@pytest.mark.parametrize("why", ["removed", "gone", "another criterion", "unlinked"])
def test_what_cannot_be_used_any_more_is_not_carried(
    session: Session, walking: Walker, why: str
) -> None:
    before, code = first_before(session, walking), "1.1"
    with writing(session):
        if why == "removed":
            before.item.removed_at = walking.at
        if why == "unlinked":
            before.removed_at = walking.at
    if why == "gone":
        item = give(walking, "2.1")
        with writing(session):
            link, version = item.links[0], item.versions[0]
            link.journey_id, link.criterion = walking.journey.previous_id or 0, "1.1"
            version.gone_at, version.gone_why = walking.at, Gone.RECOGNISABLE
        before = link
    code = "1.4" if why == "another criterion" else code

    with pytest.raises(NotFound):
        carry(walking, Pick(before.item_id, code))
    assert live(session, walking.journey) == []
