"""What a setting holds and was told: awards, certificate, decision, conditions."""

from dataclasses import replace

from sqlalchemy.orm import Session

from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.awards import (
    find_award,
    find_award_held,
    find_certificate,
    find_condition,
    find_decision,
    list_appeals,
    list_awards,
    list_conditions,
)
from award.queries.own_journeys import (
    find_journey_here,
    find_open_journey,
    list_ended_journeys,
)
from tests.making import journey_at


def test_a_setting_finds_what_it_was_given_and_no_other_does(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, place = walking.by(Role.LEAD), walking.setting
    stranger = replace(lead, setting_id=place.id + 1)

    held = find_award_held(session, lead, place, on=walking.at.date())
    decision = find_decision(session, lead, journey)
    condition = list_conditions(session, lead, journey)[0]

    assert held is not None
    assert decision is not None
    assert find_certificate(session, lead, held) is not None
    assert find_award(session, stranger, place, held.id) is None
    assert list_awards(session, stranger, place) == []
    assert find_condition(session, lead, journey, condition.id) is condition
    assert find_condition(session, lead, journey, 999) is None
    assert list_appeals(session, lead, journey) == []


def test_the_journey_of_a_setting_is_the_open_one_or_else_the_last(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    lead, place = walking.by(Role.LEAD), walking.setting
    while_open = find_open_journey(session, lead, place)

    walking.walk_to(Stage.AWARDED)

    assert while_open is journey
    assert find_open_journey(session, lead, place) is None
    assert list_ended_journeys(session, lead, place) == [journey]
    assert find_journey_here(session, lead, place) is journey
    stranger = replace(lead, setting_id=place.id + 1)
    assert find_journey_here(session, stranger, place) is None
