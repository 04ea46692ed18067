"""Evidence for a condition that a coordinator wrote down: somebody else looks at it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions import fulfilling
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed
from award.storage.accounts import User
from award.storage.decisions import Condition, ConditionState
from award.storage.letters import Letter
from award.web.kit.conditions import state_words
from tests.actions.test_fulfilling import conditional, do
from tests.making import make_member, make_user


def write_down(walking: Walker, one: Condition) -> None:
    by = replace(walking.by(Role.COORDINATOR), on_behalf=True)
    do(walking, fulfilling.give_condition_evidence, one.id, words="They rang: it is done.", by=by)


def told(session: Session) -> list[str]:
    found = select(Letter.to_email).where(Letter.code == "condition_evidence_given")
    return sorted(session.scalars(found))


def test_who_wrote_it_down_gives_no_more_time_while_it_is_looked_at(session: Session) -> None:
    walking, one = conditional(session)
    write_down(walking, one)
    later = {"until_on": one.due_on + timedelta(days=60), "reason": "Half-term."}

    with pytest.raises(NotAllowed, match="Ask somebody else"):
        do(walking, fulfilling.give_more_time, one.id, **later)
    assert one.state is ConditionState.EVIDENCE_GIVEN


def test_once_it_was_sent_back_they_give_more_time_and_do_not_close_it(session: Session) -> None:
    walking, one = conditional(session)
    write_down(walking, one)
    panel, later = walking.by(Role.PANEL), one.due_on + timedelta(days=60)
    do(walking, fulfilling.answer_condition, one.id, met=False, reason="Send the note.", by=panel)

    do(walking, fulfilling.give_more_time, one.id, until_on=later, reason="Half-term.")
    walking.pass_time(days=(later - walking.at.date()).days + 1)
    with pytest.raises(NotAllowed, match="Ask somebody else"):
        do(walking, fulfilling.miss_condition, one.id, reason="Nothing came.")

    assert one.due_on == later
    assert state_words(one, walking.at.date(), None)[1] == "The day has passed"


def test_the_panel_is_told_where_the_only_coordinator_wrote_it_down(session: Session) -> None:
    walking, one = conditional(session)

    write_down(walking, one)

    assert told(session) == sorted(member.email for member in walking.cast.panel)


def test_another_coordinator_is_told_and_not_who_wrote_it_down(session: Session) -> None:
    walking, one = conditional(session)
    other: User = make_user(session, "other@example.org")
    make_member(session, other, Role.COORDINATOR, walking.setting.authority)

    write_down(walking, one)

    assert told(session) == [other.email]


def test_what_the_setting_gave_itself_is_told_to_the_coordinator_alone(session: Session) -> None:
    walking, one = conditional(session)
    lead = walking.by(Role.LEAD)

    do(walking, fulfilling.give_condition_evidence, one.id, words="It is done.", by=lead)

    assert told(session) == [walking.cast.coordinator.email]
