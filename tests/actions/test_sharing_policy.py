"""One policy for a trust: checked once, each setting answers only its own part."""

import pytest
from sqlalchemy.orm import Session

from award.actions.checking_policy import (
    PointSaid,
    answer_points,
    begin_check,
    finish_check,
    rest_on,
)
from award.actions.planning_policy import plan_missing
from award.actions.sharing_policy import share_check, stop_sharing_check
from award.demo.walking import Walker
from award.domain.checklists import Whose
from award.domain.people import Role
from award.domain.policy_checks import Holds, Said
from award.domain.refusals import NotFound, NotReady
from award.storage.db import transaction, writing
from award.storage.policies import PolicyCheck
from award.storage.policy_points import shared_with
from award.storage.settings import Setting
from tests.actions.policies import Trust, answer_all, make_trust, open_points, points
from tests.making import make_authority, make_group, make_setting


@pytest.fixture
def trust(session: Session) -> Trust:
    found = make_trust(session)
    answer_all(found.school, missing=frozenset({"p12"}), only=Whose.GROUP)
    return found


def share(walking: Walker) -> PolicyCheck:
    with transaction(lock=walking.journey) as held:
        return share_check(held, by=walking.by(Role.LEAD), at=walking.at)


def begin(walking: Walker, rests_on: PolicyCheck | None) -> PolicyCheck:
    number = rests_on.id if rests_on else None
    with transaction(lock=walking.journey) as held:
        return begin_check(held, rests_on_id=number, by=walking.by(Role.LEAD), at=walking.at)


def test_the_nursery_answers_its_own_part_only(trust: Trust) -> None:
    shared = share(trust.school)

    check = begin(trust.nursery, shared)

    found = points(check, trust.nursery.setting)
    left = open_points(check, trust.nursery.setting)
    assert left == [code for code, one in found.items() if one.line.whose is Whose.SETTING]
    assert found["p12"].said == Said(Holds.NO)
    assert found["p12"].from_group
    assert "p08" not in found  # asked of schools alone


def test_what_the_group_answered_is_not_answered_again(trust: Trust) -> None:
    begin(trust.nursery, share(trust.school))

    said = [PointSaid("p12", Holds.YES)]

    with pytest.raises(NotFound), transaction(lock=trust.nursery.journey) as held:
        answer_points(held, said, by=trust.nursery.by(Role.LEAD), at=trust.nursery.at)


def test_a_gap_of_the_shared_policy_becomes_a_word_to_the_group(trust: Trust) -> None:
    check = begin(trust.nursery, share(trust.school))

    with transaction(lock=trust.nursery.journey) as held:
        lead, at = trust.nursery.by(Role.LEAD), trust.nursery.at
        (action,) = plan_missing(held, ["p12"], by=lead, at=at)
        again = plan_missing(held, ["p12"], by=lead, at=at)
        what = action.what

    assert what.startswith("Ask our group to change the shared policy so that it says how")
    assert again == []
    assert points(check, trust.nursery.setting)["p12"].from_group


def test_a_finished_check_keeps_what_the_group_said_then(trust: Trust) -> None:
    check = begin(trust.nursery, share(trust.school))
    answer_all(trust.nursery)
    with transaction(lock=trust.nursery.journey) as held:
        finish_check(held, by=trust.nursery.by(Role.LEAD), at=trust.nursery.at)

    with transaction(lock=trust.school.journey) as held:
        stop_sharing_check(held, by=trust.school.by(Role.LEAD), at=trust.school.at)

    kept = points(check, trust.nursery.setting)["p12"]
    assert (kept.said, kept.from_group) == (Said(Holds.NO), True)


def test_where_sharing_ends_the_open_check_of_others_is_theirs_to_answer(trust: Trust) -> None:
    shared = share(trust.school)
    check = begin(trust.nursery, None)
    with transaction(lock=trust.nursery.journey) as held:
        rest_on(held, shared.id, by=trust.nursery.by(Role.LEAD), at=trust.nursery.at)

    for _ in range(2):
        with transaction(lock=trust.school.journey) as held:
            stop_sharing_check(held, by=trust.school.by(Role.LEAD), at=trust.school.at)

    assert len(open_points(check, trust.nursery.setting)) == 22
    with transaction(lock=trust.nursery.journey) as held:
        rest_on(held, None, by=trust.nursery.by(Role.LEAD), at=trust.nursery.at)
    with pytest.raises(NotFound), transaction(lock=trust.nursery.journey) as held:
        rest_on(held, shared.id, by=trust.nursery.by(Role.LEAD), at=trust.nursery.at)


def test_who_leaves_the_group_rests_on_nobody(session: Session, trust: Trust) -> None:
    shared = share(trust.school)
    check = begin(trust.nursery, shared)
    elsewhere = make_group(session, "Hilltop Trust")
    with writing(session):
        session.get_one(Setting, trust.nursery.setting.id).group_id = elsewhere.id

    assert len(open_points(check, trust.nursery.setting)) == 22


def test_a_setting_of_no_group_can_neither_share_nor_rest(session: Session, trust: Trust) -> None:
    shared = share(trust.school)
    with writing(session):
        session.get_one(Setting, trust.nursery.setting.id).group_id = None

    with pytest.raises(NotFound):
        begin(trust.nursery, shared)
    begin(trust.nursery, None)
    with pytest.raises(NotReady, match="link your setting to its group"):
        share(trust.nursery)


def test_a_half_answered_policy_is_not_shared(session: Session) -> None:
    trust = make_trust(session)
    begin(trust.school, None)

    with pytest.raises(NotReady, match="16 are left"):
        share(trust.school)


def test_nobody_rests_on_a_check_that_rests_itself(trust: Trust) -> None:
    shared = share(trust.school)
    begin(trust.nursery, shared)

    with pytest.raises(NotReady, match="rests on another"):
        share(trust.nursery)
    assert share(trust.school).id == shared.id


def test_who_shares_cannot_begin_to_rest(trust: Trust) -> None:
    theirs = begin(trust.nursery, None)
    answer_all(trust.nursery)
    share(trust.nursery)
    share(trust.school)

    with transaction(lock=trust.school.journey) as held:
        rest_on(held, None, by=trust.school.by(Role.LEAD), at=trust.school.at)
        with pytest.raises(NotReady, match="stop sharing it first"):
            rest_on(held, theirs.id, by=trust.school.by(Role.LEAD), at=trust.school.at)


def test_it_can_rest_later_and_stop_resting(trust: Trust) -> None:
    shared, check = share(trust.school), begin(trust.nursery, None)
    before = len(open_points(check, trust.nursery.setting))
    by, at = trust.nursery.by(Role.LEAD), trust.nursery.at

    with transaction(lock=trust.nursery.journey) as held:
        rest_on(held, shared.id, by=by, at=at)
    resting = len(open_points(check, trust.nursery.setting))
    with transaction(lock=trust.nursery.journey) as held:
        rest_on(held, None, by=by, at=at)

    assert (before, resting) == (22, 8)
    assert len(open_points(check, trust.nursery.setting)) == 22


def test_another_authoritys_check_is_no_check_to_rest_on(session: Session, trust: Trust) -> None:
    share(trust.school)
    group_id = trust.nursery.setting.group_id
    beyond = make_authority(session, "milton-keynes")
    foreign = make_setting(session, beyond, "Far Away", group_id=group_id)

    assert len(session.scalars(shared_with(trust.nursery.setting)).all()) == 1
    assert session.scalars(shared_with(foreign)).all() == []
    assert session.scalars(shared_with(trust.school.setting)).all() == []
