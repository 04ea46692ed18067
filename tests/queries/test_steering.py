"""What is counted as held today, and which conditions are still asked of somebody."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.people import Actor, Role
from award.domain.reminders import Wait
from award.domain.stages import Stage
from award.queries.conditions import list_to_look_at
from award.queries.groups import count_group
from award.queries.steering import count_all, list_reach
from award.queries.today import list_today
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import writing
from award.storage.decisions import Condition, ConditionState, Decision
from award.storage.settings import SettingState
from tests.making import actor, journey_at, make_group, make_member, make_setting, make_user
from tests.queries.waiting import found


def counted(session: Session, by: Actor, viewer: Actor, today: date) -> tuple[int, int]:
    """The holders that the steering group reads of, and those of the setting's own group."""
    reach = list_reach(session, by, today=today)
    return sum(one.holders for one in reach), count_group(session, viewer, today=today).holders


def test_an_award_that_ran_out_is_held_only_while_it_is_renewed(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    by, award = walking.by(Role.COORDINATOR), session.scalars(select(Award)).one()
    group, verity = make_group(session), make_user(session, "Verity Lamb")
    make_member(session, verity, Role.GROUP_VIEWER, group)
    viewer = actor(verity, Role.GROUP_VIEWER, group)
    with writing(session):
        journey.setting.group_id = group.id
    last, grace = award.valid_until, award.valid_until + timedelta(days=1)
    on_its_last_day = counted(session, by, viewer, last)
    in_grace = counted(session, by, viewer, grace)
    with writing(session):
        journey.ended_at = None
    renewed = counted(session, by, viewer, grace)

    assert (on_its_last_day, in_grace, renewed) == ((1, 1), (0, 0), (1, 1))
    assert counted(session, by, viewer, award.grace_until + timedelta(days=1)) == (0, 0)


def test_places_that_are_only_known_of_are_counted_apart(session: Session) -> None:
    walking, journey = journey_at(session, Stage.GATHERING)
    owner = journey.setting.authority
    college, closed = (make_setting(session, owner, one) for one in ("A college", "A closed one"))
    with writing(session):
        college.state, college.kind_id = SettingState.KNOWN, None
        closed.state = SettingState.CLOSED

    reach = list_reach(session, walking.by(Role.COORDINATOR), today=day_of(journey.opened_at))

    assert [(one.kind, one.settings, one.under_way, one.known) for one in reach] == [
        ("Primary school", 1, 1, 0),
        ("Kind not known", 0, 0, 1),
    ]


GIVEN = {"state": ConditionState.EVIDENCE_GIVEN}


@pytest.mark.parametrize("state", [AwardState.REVOKED, AwardState.SUPERSEDED, None])
@pytest.mark.parametrize("shown", [GIVEN, {}])
def test_no_condition_is_asked_of_a_decision_or_award_that_is_over(
    session: Session, state: AwardState | None, shown: dict[str, Any]
) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    by, panel = walking.by(Role.COORDINATOR), walking.by(Role.PANEL)
    now, today = walking.pass_time(days=30), day_of(walking.at)
    decision, award = session.scalars(select(Decision)).one(), session.scalars(select(Award)).one()
    with writing(session):
        session.add(
            Condition(
                authority_id=journey.authority_id, journey_id=journey.id, decision_id=decision.id,
                words="Train the midday supervisors", due_on=today - timedelta(days=1),
                evidence_at=now if shown else None, **shown,
            )
        )  # fmt: skip

    def asked() -> tuple[int, int, int, bool, bool]:
        numbers = count_all(session, by, at=now, today=today)
        what = {one.what for one in list_today(session, by, at=now, today=today).asks}
        waits = {one for one, _ in found(journey)} & {Wait.CONDITION, Wait.CONDITION_EVIDENCE}
        shown_to_panel = len(list_to_look_at(session, panel, today=today))
        on_today = bool(what & {"condition", "condition_late"})
        return numbers.conditions, numbers.overdue, shown_to_panel, on_today, bool(waits)

    before = asked()
    with writing(session):
        if state is None:
            decision.superseded_at = now
        else:
            award.state = state

    assert before == (1, 0 if shown else 1, 1 if shown else 0, True, True)
    assert asked() == (0, 0, 0, False, False)
