"""Rounds are planned in order, and journeys aim at those that are to come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.aiming import RoundDays, add_round, change_days, change_round
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.storage.authorities import Round
from award.storage.db import transaction
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from tests.making import journey_at, make_authority


def days_after(walker: Walker, start: int = 30) -> RoundDays:
    first = walker.at.date() + timedelta(days=start)
    return RoundDays("Spring", *(first + timedelta(days=step) for step in (0, 5, 10, 12, 15, 20)))


def add(walker: Walker, days: RoundDays) -> Round:
    with transaction(lock=walker.setting.authority) as held:
        return add_round(held, days, by=walker.by(Role.COORDINATOR))


def aim(walker: Walker, journey: Journey, at: Round | None) -> None:
    with transaction(lock=journey) as held:
        change_round(held, at, by=walker.by(Role.COORDINATOR), at=walker.at)


def test_a_journey_aims_at_a_round_and_its_lead_is_told_once(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    spring = add(walker, days_after(walker))

    aim(walker, journey, spring)
    aim(walker, journey, spring)

    assert journey.round_id == spring.id
    told = select(Letter.code).where(Letter.code == "round_changed")
    assert session.scalars(told).all() == ["round_changed"]
    lines = select(History.what).where(History.what == "change_round")
    assert session.scalars(lines).all() == ["change_round"]


def test_a_journey_may_aim_at_nothing(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    aim(walker, journey, add(walker, days_after(walker)))

    aim(walker, journey, None)

    assert journey.round_id is None


def test_a_round_that_is_over_is_refused(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    gone = add(walker, days_after(walker, -90))

    with pytest.raises(NotReady):
        aim(walker, journey, gone)

    assert journey.round_id is None


def test_a_journey_that_ended_aims_at_nothing_any_more(session: Session) -> None:
    walker, journey = journey_at(session, Stage.AWARDED)
    spring = add(walker, days_after(walker))

    with pytest.raises(NotAllowed):
        aim(walker, journey, spring)


def test_another_authoritys_round_is_not_there(session: Session) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    other = make_authority(session, "milton-keynes")
    by = Actor(Role.ADMINISTRATOR, name="Wren Abbott")
    with transaction(lock=other) as held:
        theirs = add_round(held, days_after(walker), by=by)

    with pytest.raises(NotFound):
        aim(walker, journey, theirs)


def test_days_out_of_order_are_refused_with_a_sentence_each(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    days = days_after(walker)
    wrong = replace(days, name=" ", panel_on=days.ready_by_on)

    with pytest.raises(NotReady) as refusal:
        add(walker, wrong)

    assert refusal.value.blockers == (
        "Give the round a name, for example Spring 2027",
        "Let the panel meet on or after the day of the papers",
    )


def test_a_round_changes_and_strangers_do_not_plan(session: Session) -> None:
    walker, _ = journey_at(session, Stage.DRAFT)
    spring, days = add(walker, days_after(walker)), days_after(walker)
    stranger = replace(walker.by(Role.COORDINATOR), authority_id=spring.authority_id + 1)

    with transaction(lock=spring) as held:
        change_days(held, replace(days, name="Summer"), by=walker.by(Role.COORDINATOR))

    assert spring.name == "Summer"
    with pytest.raises(NotFound), transaction(lock=spring) as held:
        change_days(held, days, by=stranger)
    with pytest.raises(NotAllowed), transaction(lock=spring) as held:
        change_days(held, days, by=walker.by(Role.PANEL))
