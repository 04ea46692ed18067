"""The checks of a policy, inside the walls, in few questions however many points there are."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from award.actions.checking_policy import begin_check, finish_check
from award.actions.sharing_policy import share_check
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.plans import known_names
from award.queries.policies import count_resting, find_check, list_checks, list_to_rest_on
from award.storage.db import transaction, writing
from tests.actions.policies import answer_all, make_trust
from tests.making import journey_at
from tests.queries.counting import counted


def test_a_check_is_found_with_its_points_in_few_questions(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead = walking.by(Role.LEAD)
    assert find_check(session, lead, journey) is None
    answer_all(walking)
    session.expire_all()
    assert journey.setting.kind is not None

    with counted(session) as asked:
        seen = find_check(session, lead, journey)

    assert seen is not None
    assert (seen.count.points, seen.count.held, seen.is_open) == (24, 24, True)
    assert len(asked) <= 3


def test_who_is_of_another_setting_or_authority_finds_none(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead = walking.by(Role.LEAD)
    answer_all(walking)
    foreign = replace(lead, authority_id=journey.authority_id + 1)
    elsewhere = replace(lead, setting_id=journey.setting_id + 1)

    assert [len(list_checks(session, one, journey)) for one in (lead, foreign, elsewhere)] == [
        1,
        0,
        0,
    ]
    assert find_check(session, foreign, journey) is None
    assert find_check(session, elsewhere, journey) is None
    assert list_to_rest_on(session, foreign, journey) == []


def test_who_worked_on_an_ended_journey_sees_no_later_check(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    walking.pass_time(days=30)
    answer_all(walking)
    assessor = walking.by(Role.ASSESSOR)

    for role in (Role.LEAD, Role.COORDINATOR):
        assert find_check(session, walking.by(role), journey) is not None
    assert find_check(session, assessor, journey) is None


def test_the_newest_shared_check_of_each_sibling_is_offered(session: Session) -> None:
    trust = make_trust(session)
    school, (at_school, at_nursery) = trust.school, trust.rows
    lead = trust.nursery.by(Role.LEAD)
    numbers = []
    for _ in range(2):
        answer_all(school)
        with transaction(lock=at_school) as held:
            numbers.append(finish_check(held, by=school.by(Role.LEAD), at=school.at).id)
            share_check(held, by=school.by(Role.LEAD), at=school.at)
        school.at += timedelta(days=365)

    (offered,) = list_to_rest_on(session, lead, at_nursery)
    with transaction(lock=at_nursery) as held:
        begin_check(held, rests_on_id=offered.check_id, by=lead, at=school.at)
    seen = find_check(session, lead, at_nursery)
    shared = find_check(session, school.by(Role.LEAD), at_school, offered.check_id)

    assert (offered.check_id, offered.setting_name) == (numbers[1], "Willow Lane Primary")
    assert seen is not None
    assert shared is not None
    assert seen.group_of == "Willow Lane Primary"
    assert count_resting(session, shared.check) == 1
    with writing(session):
        at_nursery.setting.group_id = None
    assert list_to_rest_on(session, lead, at_nursery) == []
    resting_alone = find_check(session, lead, at_nursery)
    assert resting_alone is not None
    assert resting_alone.group_of == ""


def test_names_are_known_at_ones_own_setting_only(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    lead = walking.by(Role.LEAD)

    names = known_names(session, lead, journey, at=walking.at)

    assert names.knows("  amara HOLT ")
    assert not names.knows("Colm Brady")
    assert not names.was_asked("Amara Holt")
    foreign = replace(lead, authority_id=journey.authority_id + 1)
    assert known_names(session, foreign, journey, at=walking.at).here == frozenset()
