"""Journeys are found within one's walls, and what is known of them is told truly."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.queries.journeys import find_journey, is_blind, situation_of
from award.storage.settings import Setting
from tests.making import (
    actor,
    journey_at,
    make_authority,
    make_group,
    make_member,
    make_setting,
    make_user,
)


def test_each_role_within_the_walls_finds_the_journey(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)

    for role in (Role.LEAD, Role.HEAD, Role.COORDINATOR, Role.ASSESSOR, Role.PANEL):
        assert find_journey(session, walking.by(role), journey.id) is not None


def test_nobody_beyond_the_walls_finds_it(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    place = session.get_one(Setting, journey.setting_id)
    other_place = make_setting(session, place.authority, "Abbey Primary")
    other = make_authority(session, "rutland")
    stranger = make_user(session, "Ida Voss")
    lead = walking.by(Role.LEAD)

    strangers = [
        actor(stranger, Role.LEAD, other_place),
        actor(stranger, Role.COORDINATOR, other),
        actor(stranger, Role.PANEL, other),
        actor(stranger, Role.ASSESSOR, place.authority),
        actor(stranger, Role.GROUP_VIEWER, make_group(session)),
        Actor(Role.ADMINISTRATOR, stranger.id),
        Actor(Role.PUBLIC),
        Actor(Role.LEAD, lead.user_id, authority_id=journey.authority_id),
    ]

    assert [find_journey(session, one, journey.id) for one in strangers] == [None] * 8


def test_a_groups_viewer_finds_the_journeys_of_its_settings(session: Session) -> None:
    _, journey = journey_at(session, Stage.DRAFT)
    group, viewer = make_group(session), make_user(session, "Ida Voss")
    session.get_one(Setting, journey.setting_id).group_id = group.id
    session.commit()
    make_member(session, viewer, Role.GROUP_VIEWER, group)

    assert find_journey(session, actor(viewer, Role.GROUP_VIEWER, group), journey.id) is not None


@pytest.mark.parametrize(
    ("stage", "shared", "deciding"),
    [
        (Stage.ASSESSING, False, False),
        (Stage.CHECKING, True, False),
        (Stage.DECIDING, True, True),
    ],
)
def test_what_is_shared_and_before_the_panel_is_known(
    session: Session, stage: Stage, shared: bool, deciding: bool
) -> None:
    walking, journey = journey_at(session, stage)

    known = situation_of(journey, walking.by(Role.LEAD), at=walking.pass_time())

    assert (known.shared, known.deciding, known.released) == (shared, deciding, False)


def test_an_assessor_keeps_access_until_the_time_for_an_appeal_is_over(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    now, assessor = walking.pass_time(), walking.by(Role.ASSESSOR)

    soon = situation_of(journey, assessor, at=now + timedelta(days=5))
    later = situation_of(journey, assessor, at=now + timedelta(days=90))

    assert (soon.assigned, soon.released, later.assigned) == (True, True, False)


def test_only_the_two_judges_are_ever_blind(session: Session) -> None:
    walking, journey = journey_at(session, Stage.CHECKING)
    journey.sample_reasons = ["random"]

    blind = [
        role
        for role in (Role.ASSESSOR, Role.SECOND, Role.LEAD, Role.COORDINATOR)
        if is_blind(journey, Actor(role, 1))
    ]

    assert blind == [Role.ASSESSOR, Role.SECOND]
    journey.second_done_at = walking.pass_time()
    assert not is_blind(journey, Actor(Role.SECOND, 1))
