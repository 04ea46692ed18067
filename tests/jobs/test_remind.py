"""The morning's round: what happens by itself, whose turn it is, and the letters, once only."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.opening import open_journey
from award.actions.pausing import pause
from award.domain.award_moves import AwardState
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.domain.visits import VisitKind, VisitState
from award.jobs.means import Means
from award.jobs.remind import SomeFailed, refresh_waits
from award.jobs.worker import queue_daily, run_all
from award.queries.health import difference_in
from award.storage.accounts import Enquiry, User
from award.storage.assessments import Report
from award.storage.awards import Award, AwardHistory
from award.storage.days import day_of
from award.storage.db import transaction, writing
from award.storage.journeys import History, Journey
from award.storage.letters import Letter
from award.storage.plans import PlannedAction
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.making import actor, at, award_of, make_authority, make_cast, make_member, make_setting

Cast = dict[str, User]


@pytest.fixture
def cast(both: Session) -> Cast:
    return make_cast(both, make_setting(both, make_authority(both)))


@pytest.fixture
def journey(both: Session, cast: Cast) -> Journey:
    return open_at(both, cast, both.scalars(select(Setting)).one())


def open_at(both: Session, cast: Cast, setting: Setting) -> Journey:
    by = actor(cast["Colm Brady"], Role.COORDINATOR, setting.authority)
    with transaction(lock=setting) as held:
        return open_journey(held, route="standard", by=by, at=at())


def put_at(journey: Journey, stage: Stage, **columns: Any) -> None:
    with transaction(lock=journey) as held:
        held.stage = stage
        for name, value in columns.items():
            setattr(held, name, value)


def add(both: Session, row: Any) -> None:
    with writing(both):
        both.add(row)


def codes(means: Means) -> list[str]:
    with means.sessions() as session:
        letters = select(Letter.code).where(Letter.code != "journey_opened")
        return list(session.scalars(letters.order_by(Letter.id)))


def lines(means: Means) -> list[str]:
    with means.sessions() as session:
        return list(session.scalars(select(History.what).order_by(History.id)))


def go(both: Session, means: Means, day: int) -> None:
    both.rollback()
    refresh_waits(means, at=at(day, hour=7))
    both.rollback()


def test_a_reminder_and_an_escalation_go_once_each(
    both: Session, means: Means, journey: Journey
) -> None:
    go(both, means, 20)
    early = codes(means)
    for day in (21, 21, 22, 23):
        go(both, means, day)
    reminded = codes(means)
    go(both, means, 49)

    assert early == []
    assert reminded == ["draft_untouched"]
    assert codes(means) == ["draft_untouched", "quiet_setting"]


def test_a_journey_that_fails_does_not_keep_the_others_waiting(
    both: Session, means: Means, cast: Cast, journey: Journey
) -> None:
    authority = journey.authority
    broken = journey.id
    other = open_at(both, cast, make_setting(both, authority, "Brook Infants"))
    make_member(both, cast["Amara Holt"], Role.LEAD, other.setting)
    put_at(journey, Stage.GATHERING)
    with writing(both):
        journey.setting.open_weekdays = [9]

    both.rollback()
    with pytest.raises(SomeFailed, match=f"1 of 2 journeys failed. journey {broken}: ValueError"):
        refresh_waits(means, at=at(21))

    assert codes(means) == ["draft_untouched"]


def test_a_pause_ends_on_its_day(both: Session, means: Means, cast: Cast, journey: Journey) -> None:
    with transaction(lock=journey) as held:
        by = actor(cast["Colm Brady"], Role.COORDINATOR, held.authority)
        pause(held, day_of(at(10)), reason="An inspection", by=by, at=at(1))
    go(both, means, 9)
    before = journey.paused_until, journey.turn, codes(means)
    go(both, means, 10)

    assert before == (day_of(at(10)), Turn.NOBODY, ["paused", "paused"])
    assert (journey.paused_until, journey.turn, journey.days_paused_here) == (
        None,
        Turn.SETTING,
        7,
    )
    assert codes(means)[2:] == ["resumed", "resumed"]
    go(both, means, 17)
    assert codes(means)[4:] == ["reminder"]


def test_a_visit_record_is_agreed_when_ten_days_have_passed(
    both: Session, means: Means, cast: Cast, journey: Journey
) -> None:
    add(
        both,
        Visit(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            kind=VisitKind.MONITORING,
            form=VisitForm.ON_SITE,
            state=VisitState.SHARED,
            visitor_id=cast["Colm Brady"].id,
            visitor_role=Role.COORDINATOR,
            proposed_at=at(),
            starts_at=at(),
            written_up_at=at(),
            shared_at=at(),
        ),
    )
    put_at(journey, Stage.GATHERING)
    states = []
    for day in (14, 15):
        go(both, means, day)
        states.append(both.scalars(select(Visit.state)).one())

    assert states == [VisitState.SHARED, VisitState.SIGNED]
    assert lines(means)[-1] == "count_visit_record_agreed"
    letters = both.scalars(select(Letter).where(Letter.code.startswith("visit_record"))).all()
    assert [one.code for one in letters] == ["visit_record_counted"]
    assert "Willow Lane Primary has not said anything" in letters[0].body


def test_no_reply_is_recorded_when_the_time_is_over(
    both: Session, means: Means, cast: Cast, journey: Journey
) -> None:
    add(
        both,
        Report(
            authority_id=journey.authority_id,
            journey_id=journey.id,
            strengths="Much",
            next_steps="Some",
            written_by_id=cast["Edith Moss"].id,
            shared_at=at(),
        ),
    )
    put_at(journey, Stage.CHECKING)
    go(both, means, 14)
    before = journey.stage
    go(both, means, 15)
    go(both, means, 15)

    assert (before, journey.stage) == (Stage.CHECKING, Stage.DECIDING)
    assert lines(means).count("record_no_reply") == 1


def test_turns_that_follow_from_the_day_are_computed_anew_and_others_left_alone(
    both: Session, means: Means, journey: Journey
) -> None:
    version = journey.version
    go(both, means, 1)
    untouched = journey.version
    put_at(journey, Stage.GATHERING, turn=Turn.PANEL)
    go(both, means, 2)

    assert untouched == version
    assert (journey.turn, difference_in(journey, at=at(2))) == (Turn.SETTING, "")


def an_award(journey: Journey, number: int, day: int, **columns: Any) -> Award:
    """An award that begins on this day and holds for a thousand."""
    usual = {
        "valid_from": day_of(at(day)),
        "valid_until": day_of(at(day + 1000)),
        "grace_until": day_of(at(day + 1100)),
    }
    return award_of(journey, number, **{**usual, **columns})


def test_an_award_is_replaced_on_the_day_its_successor_begins(
    both: Session, means: Means, journey: Journey
) -> None:
    add(both, an_award(journey, 1, 0))
    add(both, an_award(journey, 2, 30, journey_id=None))
    put_at(journey, Stage.AWARDED, ended_at=at())
    states = []
    for day in (29, 30, 31):
        go(both, means, day)
        states.append(both.scalars(select(Award.state).order_by(Award.id)).first())

    assert states == [AwardState.IN_FORCE, AwardState.SUPERSEDED, AwardState.SUPERSEDED]
    assert codes(means) == ["award_superseded", "award_superseded"]


def test_a_proposal_without_a_vote_is_dropped_after_twenty_working_days(
    both: Session, means: Means, journey: Journey
) -> None:
    add(
        both,
        an_award(journey, 1, 0, state=AwardState.SUSPENSION_PROPOSED, proposed_at=at()),
    )
    put_at(journey, Stage.AWARDED, ended_at=at())
    states = []
    for day in (27, 28):
        go(both, means, day)
        states.append(both.scalars(select(Award.state)).one())
    with means.sessions() as session:
        what = session.scalars(select(AwardHistory.what)).all()

    assert states == [AwardState.SUSPENSION_PROPOSED, AwardState.IN_FORCE]
    assert what == ["drop_suspension"]


@pytest.mark.parametrize("stage", [Stage.READY, Stage.ASSESSING, Stage.CHECKING, Stage.DECIDING])
def test_while_the_plan_is_closed_nobody_is_asked_to_tick_off_its_actions(
    both: Session, means: Means, journey: Journey, stage: Stage
) -> None:
    put_at(journey, stage)
    add(both, action_of(journey, "Ask the children", 4))

    go(both, means, 7)

    assert "actions_due" not in codes(means)


def action_of(journey: Journey, what: str, day: int) -> PlannedAction:
    """An action of the journey’s plan that is due so many days after the first."""
    return PlannedAction(
        authority_id=journey.authority_id,
        journey_id=journey.id,
        what=what,
        criteria=["1.1"],
        lead_name="Amara Holt",
        due_on=day_of(at(day)),
        added_at=at(),
    )


def test_actions_due_are_told_on_mondays_in_one_letter_a_week(
    both: Session, means: Means, journey: Journey
) -> None:
    put_at(journey, Stage.GATHERING)
    for what, day in (("Ask the children", 4), ("Train everybody", 14), ("Much later", 90)):
        add(both, action_of(journey, what, day))
    for day in (6, 7, 7, 8):
        go(both, means, day)

    with means.sessions() as session:
        letter = session.scalars(select(Letter).where(Letter.code == "actions_due")).one()
    assert "- Ask the children (by 9 January)\n- Train everybody (by 19 January)" in letter.body
    assert "Much later" not in letter.body


def test_enquiries_are_reminded_of(both: Session, means: Means, cast: Cast) -> None:
    add(
        both,
        Enquiry(
            authority_id=both.scalars(select(Setting.authority_id)).one(),
            setting_name="Hill Club",
            kind_code="youth_club",
            person="Sam Reed",
            email="sam@example.org",
            asked_at=at(),
        ),
    )
    go(both, means, 7)

    assert codes(means) == ["reminder"]


def test_the_worker_goes_round_once_a_day(both: Session, means: Means, journey: Journey) -> None:
    for hour in (8, 9, 10):
        queue_daily(means, at=at(21, hour=hour))
        run_all(means, worker="first", at=at(21, hour=hour))

    assert codes(means) == ["draft_untouched"]
