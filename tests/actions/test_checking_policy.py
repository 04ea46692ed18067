"""A policy is checked point by point, once a year, by one person or by several at once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.checking_policy import (
    PointSaid,
    answer_points,
    begin_check,
    find_last_check,
    finish_check,
)
from award.actions.opening import RENEWAL_ROUTE
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.policy_checks import LONGEST_PLACE, Holds, Said
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.journeys import History, Journey
from award.storage.policies import PolicyAnswer, PolicyCheck
from tests.actions.policies import answer_all, open_points, points
from tests.making import journey_at

YES = PointSaid("p01", Holds.YES, " page 2 ")
NO = PointSaid("p01", Holds.NO, "page 2", version=1)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def begin(walking: Walker) -> PolicyCheck:
    with transaction(lock=walking.journey) as held:
        return begin_check(held, by=walking.by(Role.LEAD), at=walking.at)


def answer(walking: Walker, *said: PointSaid, role: Role = Role.LEAD) -> None:
    with transaction(lock=walking.journey) as held:
        answer_points(held, said, by=walking.by(role), at=walking.at)


def finish(walking: Walker) -> PolicyCheck:
    with transaction(lock=walking.journey) as held:
        return finish_check(held, by=walking.by(Role.LEAD), at=walking.at)


def steps(session: Session, journey: Journey) -> list[str]:
    lines = session.query(History).filter_by(journey_id=journey.id).order_by(History.number)
    return [one.what for one in lines if "policy" in one.what and one.what != "policy_reviewed"]


def test_a_check_is_begun_once_and_an_open_one_is_gone_on_with(
    session: Session, walking: Walker
) -> None:
    assert begin(walking).id == begin(walking).id
    assert steps(session, walking.journey) == ["begin_policy_check"]


def test_what_is_said_is_kept_with_its_place_and_what_is_missing_stands_nowhere(
    walking: Walker,
) -> None:
    check = begin(walking)

    answer(walking, YES)
    held = points(check, walking.setting)["p01"].said
    answer(walking, NO)

    assert held == Said(Holds.YES, "page 2")
    assert points(check, walking.setting)["p01"].said == Said(Holds.NO, "")


def test_to_say_the_same_again_changes_nothing(session: Session, walking: Walker) -> None:
    begin(walking)

    for _ in range(2):
        answer(walking, YES)

    assert session.query(PolicyAnswer).one().version == 1
    assert steps(session, walking.journey) == ["begin_policy_check", "answer_policy_points"]


def test_nobody_overwrites_what_they_have_not_seen_and_then_nothing_is_kept(
    session: Session, walking: Walker
) -> None:
    begin(walking)
    answer(walking, YES)

    with pytest.raises(Stale):
        answer(walking, PointSaid("p02", Holds.YES, "page 9"), PointSaid("p01", Holds.NO))

    assert [one.point for one in session.query(PolicyAnswer)] == ["p01"]


def test_the_adviser_answers_with_the_setting(session: Session, walking: Walker) -> None:
    begin(walking)

    answer(walking, YES, role=Role.COORDINATOR)

    assert session.query(PolicyAnswer).one().by_name == walking.cast.coordinator.name


def test_a_point_that_is_not_asked_and_a_place_too_long_are_refused(walking: Walker) -> None:
    begin(walking)

    with pytest.raises(NotFound):
        answer(walking, PointSaid("p99", Holds.YES))
    with pytest.raises(NotReady, match="120 characters"):
        answer(walking, PointSaid("p01", Holds.YES, "x" * (LONGEST_PLACE + 1)))


def test_it_is_finished_once_all_is_looked_at_and_changes_no_more(walking: Walker) -> None:
    with pytest.raises(NotAllowed):
        finish(walking)
    begin(walking)
    with pytest.raises(NotReady, match="24 points"):
        finish(walking)

    answer_all(walking, missing=frozenset({"p12"}))
    check = finish(walking)

    assert check.finished_by_name == walking.cast.lead.name
    with pytest.raises(NotAllowed):
        answer(walking, YES)


def test_next_year_last_years_answers_stand_beside_and_nothing_is_answered(
    session: Session, walking: Walker
) -> None:
    answer_all(walking, missing=frozenset({"p12"}))
    first = finish(walking)
    walking.at += timedelta(days=366)

    second = begin(walking)

    found = points(second, walking.setting)
    assert second.previous_id == first.id
    assert found["p12"].before == Said(Holds.NO)
    assert len(open_points(second, walking.setting)) == len(found) == 24
    with transaction(lock=walking.journey) as held:
        assert find_last_check(held).id == second.id


def test_a_holder_checks_every_year_but_no_longer_by_an_earlier_journey(session: Session) -> None:
    walking, renewal = journey_at(session, Stage.GATHERING, route=RENEWAL_ROUTE)
    earlier = session.get_one(Journey, renewal.previous_id)

    with pytest.raises(NotAllowed), transaction(lock=earlier) as held:
        begin_check(held, by=walking.by(Role.LEAD), at=walking.at)

    assert session.query(PolicyCheck).count() == 0


def test_after_the_award_the_policy_is_still_checked(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)

    answer_all(walking)
    finish(walking)

    assert steps(session, journey)[-1] == "finish_policy_check"


def test_before_the_first_check_there_is_none(walking: Walker) -> None:
    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        find_last_check(held)
