"""Pausing: asked by the setting, set by a coordinator, ended by them or by its date."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions import pausing
from award.domain.people import Role, the_clock
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import Stage
from award.storage.db import transaction
from tests.making import journey_at


def test_a_pause_is_asked_for_set_and_ended(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    at, until = walking.at, (walking.at + timedelta(days=20)).date()
    lead, by = walking.by(Role.LEAD), walking.by(Role.COORDINATOR)

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        pausing.resume(held, by=by, at=at)
    with pytest.raises(NotReady) as refused, transaction(lock=journey) as held:
        pausing.ask_for_pause(held, at.date(), reason=" ", by=lead, at=at)
    with transaction(lock=journey) as held:
        pausing.ask_for_pause(held, until, reason="Inspection", by=lead, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        pausing.pause(held, until, reason="Inspection", by=lead, at=at)
    with transaction(lock=journey) as held:
        pausing.pause(held, until, reason="Inspection", by=by, at=at)
    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        pausing.pause(held, until, reason="Again", by=by, at=at)
    for who in (lead, the_clock()):
        with pytest.raises(NotAllowed), transaction(lock=journey) as held:
            pausing.resume(held, by=who, at=at)
    with transaction(lock=journey) as held:
        held.deferred_until = until
        pausing.resume(held, by=the_clock(), at=at + timedelta(days=20))

    assert len(refused.value.blockers) == 2
    assert (journey.paused_at, journey.days_paused_here) == (None, 20)
    assert journey.deferred_until == until + timedelta(days=20)


def test_only_a_coordinator_declines_a_pause_and_only_one_that_is_asked_for(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    at, until = walking.at, (walking.at + timedelta(days=20)).date()
    lead, by = walking.by(Role.LEAD), walking.by(Role.COORDINATOR)

    with pytest.raises(NotAllowed), transaction(lock=journey) as held:
        pausing.decline_pause(held, reason="Later", by=by, at=at)
    with transaction(lock=journey) as held:
        pausing.ask_for_pause(held, until, reason="Inspection", by=lead, at=at)
    for who, reason, refusal in ((lead, "x", NotAllowed), (by, " ", NotReady)):
        with pytest.raises(refusal), transaction(lock=journey) as held:
            pausing.decline_pause(held, reason=reason, by=who, at=at)
    with transaction(lock=journey) as held:
        pausing.decline_pause(held, reason="Later", by=by, at=at)

    assert (journey.pause_asked_at, journey.pause_asked_until) == (None, None)
    assert journey.history[-1].what == "decline_pause"
