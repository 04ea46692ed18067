"""Whether conditions are asked still: of many at once, and of one journey, it is the same rule."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.award_moves import AwardState
from award.domain.condition_ends import Over, not_asked_words
from award.domain.facts import Outcome
from award.domain.stages import Stage
from award.storage.asked_conditions import Ended, asked_of, find_ended, is_overdue
from award.storage.awards import Award
from award.storage.days import day_of
from award.storage.db import writing
from award.storage.decisions import Condition
from award.storage.journeys import Journey
from award.storage.settings import SettingState
from tests.making import journey_at

Change = Callable[[Journey, Award, date], None]


def in_state(state: AwardState) -> Change:
    def change(_journey: Journey, award: Award, _today: date) -> None:
        award.state = state

    return change


def time_is_over(_journey: Journey, award: Award, today: date) -> None:
    award.valid_until = award.grace_until = today - timedelta(days=1)


def only_grace_is_left(_journey: Journey, award: Award, today: date) -> None:
    award.valid_until = today - timedelta(days=1)


def setting_closes(journey: Journey, _award: Award, today: date) -> None:
    journey.setting.state, journey.setting.closed_on = SettingState.CLOSED, today


def panel_decides_anew(journey: Journey, _award: Award, _today: date) -> None:
    journey.stage = Stage.DECIDING


@pytest.mark.parametrize(
    ("change", "over"),
    [
        (in_state(AwardState.IN_FORCE), None),
        (in_state(AwardState.REVOCATION_PROPOSED), None),
        (in_state(AwardState.SUSPENDED), None),
        (only_grace_is_left, None),
        (in_state(AwardState.REVOKED), Over.REVOKED),
        (in_state(AwardState.SUPERSEDED), Over.REPLACED),
        (time_is_over, Over.ENDED),
        (setting_closes, Over.SETTING_CLOSED),
        (panel_decides_anew, Over.DECIDED_ANEW),
    ],
)
def test_conditions_are_asked_while_the_award_that_set_them_is_held(
    session: Session, change: Change, over: Over | None
) -> None:
    walking, journey = journey_at(
        session, Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"})
    )
    award, condition = (
        session.scalars(select(Award)).one(),
        session.scalars(select(Condition)).one(),
    )
    today = day_of(walking.at)

    with writing(session):
        condition.due_on = today - timedelta(days=1)
        change(journey, award, today)

    asked = session.scalars(asked_of(journey.id, today)).all()
    late = session.scalars(select(Condition.id).where(is_overdue(today))).all()
    found = find_ended(journey, today)
    assert (asked, late) == (([condition.id],) * 2 if over is None else ([], []))
    assert (found.over if found else None) == over


def test_what_has_ended_says_since_when(session: Session) -> None:
    walking, journey = journey_at(session, Stage.AWARDED)
    award, today = session.scalars(select(Award)).one(), day_of(walking.at)
    over = award.grace_until + timedelta(days=1)
    by_days = find_ended(journey, over)
    with writing(session):
        setting_closes(journey, award, today)

    assert by_days == Ended(Over.ENDED, award.grace_until)
    assert find_ended(journey, today) == Ended(Over.SETTING_CLOSED, today)
    assert not_asked_words(Over.REVOKED, "3 May 2026") == (
        "It is not asked any more: the award was taken back on 3 May 2026."
    )
