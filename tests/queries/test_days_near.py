"""Days that draw near are found: of rounds, visits, policies, awards and people."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.domain.award_moves import AwardState
from award.domain.notices import Day
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.days_near import guidance_check_on, list_days_near
from award.storage.authorities import Round
from award.storage.awards import AwardHistory
from award.storage.days import day_of
from award.storage.db import session_of, transaction, writing
from award.storage.journeys import Journey
from award.storage.policies import PolicyCheck
from tests.making import actor, at, award_of, make_authority, make_cast, make_setting


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 8, 31), date(2025, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2027, 1, 1), date(2026, 9, 1)),
    ],
)
def test_the_guidance_is_looked_at_each_september(today: date, expected: date) -> None:
    assert guidance_check_on(today) == expected


@pytest.fixture
def journey(session: Session) -> Journey:
    """A draft, opened on Monday 5 January 2026."""
    setting = make_setting(session, make_authority(session))
    cast = make_cast(session, setting)
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        return open_journey(held, route="standard", by=by, at=at())


def put_at(journey: Journey, stage: Stage, **columns: Any) -> None:
    with writing(session_of(journey)):
        journey.stage = stage
        for name, value in columns.items():
            setattr(journey, name, value)


def near(journey: Journey, day: int = 0) -> list[tuple[Day, date]]:
    return [(one.day, one.on) for one in list_days_near(journey, at=at(day))]


def test_a_round_has_its_ready_by_day_and_then_its_panel_day(
    session: Session, journey: Journey
) -> None:
    days = [day_of(at(n)) for n in (20, 30, 40, 50, 60, 70)]
    names = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    with writing(session):
        aim = Round(
            authority_id=journey.authority_id, name="Spring", **dict(zip(names, days, strict=True))
        )
        session.add(aim)
    found = []
    for stage in (Stage.GATHERING, Stage.READY, Stage.DECIDING, Stage.AWARDED):
        put_at(journey, stage, round_id=aim.id)
        found.append(near(journey))

    assert found == [
        [(Day.READY_BY, days[0])],
        [],
        [(Day.PANEL, days[4])],
        [],
    ]


def test_a_policy_is_checked_once_a_year_while_an_award_is_sought_or_held(
    session: Session, journey: Journey
) -> None:
    with writing(session):
        check = PolicyCheck(
            authority_id=journey.authority_id, setting_id=journey.setting_id,
            framework_id=journey.framework_id, begun_at=at(), begun_by_name="Amara Holt",
        )  # fmt: skip
        session.add(check)
    due = (Day.POLICY_CHECK, date(2027, 1, 7))

    assert Day.POLICY_CHECK not in dict(near(journey, 400))
    with writing(session):
        check.finished_at = at(2)
    assert Day.POLICY_CHECK not in dict(near(journey, 366))
    assert due in near(journey, 367)
    assert due in near(journey, 600)
    put_at(journey, Stage.WITHDRAWN, ended_at=at(300))
    assert Day.POLICY_CHECK not in dict(near(journey, 400))
    put_at(journey, Stage.AWARDED)
    with writing(session):
        session.add(award_of(journey))
    assert due in near(journey, 400)


def test_a_policy_turns_a_year_old(journey: Journey) -> None:
    put_at(journey, Stage.GATHERING, policy_reviewed_on=date(2025, 3, 31))

    assert near(journey) == [(Day.POLICY_TURNS, date(2026, 3, 31))]


def test_the_list_of_people_is_asked_about_each_half_year(journey: Journey) -> None:
    assert near(journey, 181) == [(Day.PEOPLE_CHECK, date(2026, 7, 5))]


def test_an_award_is_asked_about_each_year_until_a_next_one_is_there(
    session: Session, journey: Journey
) -> None:
    with writing(session):
        session.add(award_of(journey))
    put_at(journey, Stage.AWARDED, ended_at=at())
    first, later = near(journey), near(journey, 400)
    with writing(session):
        session.add(award_of(journey, 2, journey_id=None, valid_from=day_of(at(900))))

    ends = (Day.AWARD_ENDS, date(2028, 12, 31))
    people = (Day.PEOPLE_CHECK, date(2027, 1, 5))
    assert (first, later) == ([ends], [people, ends, (Day.CHECK_IN, date(2027, 1, 5))])
    assert near(journey, 400) == []


def test_a_suspension_is_looked_at_in_each_term_after_it_began(
    session: Session, journey: Journey
) -> None:
    with writing(session):
        award = award_of(journey, state=AwardState.SUSPENDED)
        session.add(award)
        session.flush()
        session.add(
            AwardHistory(
                authority_id=journey.authority_id,
                award_id=award.id,
                what="suspend",
                went_to=AwardState.SUSPENDED,
                role=Role.PANEL,
                at=at(10),
            )
        )
    put_at(journey, Stage.AWARDED, ended_at=at())

    assert near(journey, 30) == []
    summer = list_days_near(journey, at=at(100))
    assert [(one.day, one.on, one.said_on) for one in summer] == [
        (Day.SUSPENSION_REVIEW, date(2026, 4, 13), date(2026, 7, 10))
    ]
