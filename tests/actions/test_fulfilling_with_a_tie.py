"""Conditions of a setting to which somebody has a tie: another answers them, while there is one."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import fulfilling
from award.actions.assigning import declare_tie
from award.actions.reminding import remind
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed
from award.domain.ties import TieKind
from award.queries.conditions import list_to_look_at
from award.queries.waits import list_waits
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.db import transaction
from award.storage.decisions import Condition, ConditionState
from award.storage.letters import Letter
from tests.actions.test_fulfilling import conditional, do
from tests.actions.test_fulfilling_on_behalf import told
from tests.making import actor, make_member


def tie(walking: Walker, person: User) -> None:
    by = walking.by(Role.COORDINATOR)
    with transaction(lock=walking.journey) as held:
        declare_tie(held, person.id, TieKind.GOVERNS, by=by, at=walking.at)


def shown(walking: Walker, one: Condition) -> None:
    by = walking.by(Role.LEAD)
    do(walking, fulfilling.give_condition_evidence, one.id, words="It is done.", by=by)


def member(walking: Walker, place: int = 0) -> Actor:
    return actor(walking.cast.panel[place], Role.PANEL, walking.setting.authority)


def refused(walking: Walker, one: Condition, by: Actor) -> None:
    later = {"until_on": one.due_on + timedelta(days=60), "reason": "Half-term."}
    with pytest.raises(NotAllowed, match="you have a tie"):
        do(walking, fulfilling.answer_condition, one.id, met=True, by=by)
    with pytest.raises(NotAllowed, match="you have a tie"):
        do(walking, fulfilling.miss_condition, one.id, reason="It is not there.", by=by)
    with pytest.raises(NotAllowed, match="you have a tie"):
        do(walking, fulfilling.give_more_time, one.id, by=by, **later)
    assert one.state is ConditionState.EVIDENCE_GIVEN


def test_a_panel_member_with_a_tie_neither_sees_it_waiting_nor_answers_it(session: Session) -> None:
    walking, one = conditional(session)
    shown(walking, one)
    tie(walking, walking.cast.panel[0])

    refused(walking, one, member(walking))

    today = day_of(walking.at)
    assert list_to_look_at(session, member(walking), today=today) == []
    seen = list_to_look_at(session, member(walking, 1), today=today)
    assert [line.condition for line in seen] == [one]
    do(walking, fulfilling.answer_condition, one.id, met=True, by=member(walking, 1))
    assert one.state is ConditionState.MET


def test_a_coordinator_with_a_tie_leaves_it_to_the_panel_who_are_told(session: Session) -> None:
    walking, one = conditional(session)
    tie(walking, walking.cast.coordinator)

    shown(walking, one)

    refused(walking, one, walking.by(Role.COORDINATOR))
    assert told(session) == sorted(each.email for each in walking.cast.panel)


def test_whom_a_tie_keeps_away_is_not_reminded_of_it_either(session: Session) -> None:
    walking, one = conditional(session)
    tie(walking, walking.cast.coordinator)
    shown(walking, one)
    walking.pass_time(days=10)

    with transaction(lock=walking.journey) as held:
        remind(held, list_waits(held, at=walking.at), at=walking.at)

    reminded = session.scalars(select(Letter.to_email).filter_by(code="reminder")).all()
    assert sorted(reminded) == sorted(each.email for each in walking.cast.panel)


def test_who_works_at_the_setting_answers_none_of_its_conditions(session: Session) -> None:
    walking, one = conditional(session)
    make_member(session, walking.cast.panel[0], Role.CONTRIBUTOR, walking.setting)
    session.commit()
    shown(walking, one)

    refused(walking, one, member(walking))


def test_where_everybody_has_a_tie_the_coordinator_is_told_and_answers(session: Session) -> None:
    walking, one = conditional(session)
    for person in (walking.cast.coordinator, *walking.cast.panel):
        tie(walking, person)

    shown(walking, one)
    do(walking, fulfilling.answer_condition, one.id, met=True)

    assert one.state is ConditionState.MET
    assert told(session) == [walking.cast.coordinator.email]
