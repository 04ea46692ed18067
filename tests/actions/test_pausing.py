"""Pausing: asked by the setting, set by a coordinator, ended by them or by its date."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import pausing, rearranging, visiting
from award.actions.approving import ask_for_approval
from award.demo.walking import Walker
from award.domain.people import Actor, Role, the_clock
from award.domain.refusals import NotAllowed, NotReady
from award.domain.routes import Approval, VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.days import calendar_of, day_of
from award.storage.db import transaction
from award.storage.facts import facts_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
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
    days = calendar_of(journey.setting).days_between(day_of(at), until)
    assert 0 < days < 20
    assert (journey.paused_at, journey.days_paused_here) == (None, days)
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


def test_while_a_journey_rests_nobody_proposes_a_visit_but_what_is_agreed_is_booked(
    session: Session,
) -> None:
    walking, journey = journey_at(session, Stage.PLANNING)
    by = walking.by(Role.COORDINATOR)
    offered = [walking.at + timedelta(days=28)]
    plan = visiting.Plan(VisitKind.INITIAL, VisitForm.ON_SITE, offered, walking.cast.coordinator.id)
    rest(walking, journey)

    for who in (by, walking.by(Role.LEAD)):
        with pytest.raises(NotAllowed, match="Propose a visit once it goes on"):
            propose(journey, plan, by=who, at=walking.at)
    with transaction(lock=journey) as held:
        booked = visiting.book_visit(held, plan, by=by, at=walking.at)

    with pytest.raises(NotAllowed, match="once it goes on"), transaction(lock=journey) as held:
        rearranging.offer_other_dates(
            held, booked.id, [walking.at + timedelta(days=29)], reason="Ill", by=by, at=walking.at
        )

    assert [booked.state] == list(session.scalars(select(Visit.state)))


def test_while_a_journey_rests_nobody_is_asked_to_approve_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    rest(walking, journey)
    by = walking.by(Role.LEAD)

    with pytest.raises(NotAllowed, match="rests until"), transaction(lock=journey) as held:
        ask_for_approval(
            held, Approval.READY, token="t", token_digest="d" * 64, by=by, at=walking.at
        )


def rest(walking: Walker, journey: Journey) -> None:
    """Let the journey rest for twenty days."""
    with transaction(lock=journey) as held:
        until = (walking.at + timedelta(days=20)).date()
        by = walking.by(Role.COORDINATOR)
        pausing.pause(held, until, reason="Inspection", by=by, at=walking.at)


def propose(journey: Journey, plan: visiting.Plan, *, by: Actor, at: datetime) -> None:
    """Offer the dates in a change of its own."""
    with transaction(lock=journey) as held:
        visiting.propose_visit(held, plan, by=by, at=at)


def rest_between(walking: Walker, journey: Journey, begins: date, ends: date) -> None:
    """Pause from one day on, and let the clock end it on another."""
    walking.at = datetime.combine(begins, time(12), tzinfo=UTC)
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=journey) as held:
        pausing.pause(held, ends, reason="Inspection", by=by, at=walking.at)
    walking.at = datetime.combine(ends, time(6), tzinfo=UTC)


@pytest.mark.parametrize("days_off", [2, 9])
def test_a_pause_gives_back_the_settings_own_days(session: Session, days_off: int) -> None:
    """However a pause falls, as many of the ten days are left after it as were before."""
    walking, journey = journey_at(session, Stage.CHECKING)
    days = calendar_of(journey.setting)
    before = facts_of(journey, at=walking.at).reply_by
    assert before is not None
    begins = days.add_days(before, -days_off)
    left = days.days_between(begins, before)
    ends = begins + timedelta(days=30)
    rest_between(walking, journey, begins, ends)

    waits = facts_of(journey, at=walking.at)
    with transaction(lock=journey) as held:
        pausing.resume(held, by=the_clock(), at=walking.at)
    after = facts_of(journey, at=walking.at)

    assert (waits.paused, waits.reply_time_over) == (False, False)
    assert after.reply_by is not None
    assert days.days_between(ends, after.reply_by) == left
