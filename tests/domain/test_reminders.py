"""Every wait has a reminder and an escalation, and each goes once."""

from datetime import date, timedelta
from itertools import product

import pytest

from award.domain.award_guards import WORKING_DAYS_TO_REPLY
from award.domain.calendars import Calendar, CalendarKind
from award.domain.facts import Facts, PlanState, VisitStanding
from award.domain.letters import Addressee, find_letter
from award.domain.people import Role
from award.domain.reminders import (
    REMINDERS,
    CalendarOf,
    Due,
    Reminder,
    Wait,
    Waiting,
    find_reminder,
    reminders_due,
)
from award.domain.stages import OPEN, Stage
from award.domain.turns import Turn, turn_of

MONDAY = date(2026, 1, 5)
OFFICE = Calendar(CalendarKind.WORKING_DAYS)
CALENDARS = {CalendarOf.SETTING: OFFICE, CalendarOf.COUNCIL: OFFICE}

TURNS_OF_STAGES = {
    Stage.DRAFT: {Turn.SETTING},
    Stage.APPLIED: {Turn.COORDINATOR},
    Stage.PLANNING: {Turn.COORDINATOR, Turn.ADVISER, Turn.SETTING},
    Stage.GATHERING: {Turn.SETTING, Turn.ADVISER, Turn.COORDINATOR},
    Stage.READY: {Turn.COORDINATOR},
    Stage.ASSESSING: {Turn.ASSESSOR, Turn.COORDINATOR},
    Stage.CHECKING: {Turn.SETTING, Turn.ASSESSOR, Turn.COORDINATOR},
    Stage.DECIDING: {Turn.SECOND, Turn.COORDINATOR, Turn.PANEL},
}
YES_NO, NOBODY_OR_SOMEBODY = (False, True), (None, 1)
WORLDS = {
    "adviser_id": NOBODY_OR_SOMEBODY,
    "assessor_id": NOBODY_OR_SOMEBODY,
    "second_id": NOBODY_OR_SOMEBODY,
    "feedback_asked": YES_NO,
    "second_asked": YES_NO,
    "reply_time_over": YES_NO,
    "initial_visit": tuple(VisitStanding),
    "initial_visitor": (Role.ADVISER, Role.COORDINATOR),
    "plan": tuple(PlanState),
    "points_open": (0, 1),
}
APPLIED = Waiting("journey:12", Wait.TURN, MONDAY, Stage.APPLIED, Turn.COORDINATOR)
VOTES = Waiting("journey:12", Wait.TURN, MONDAY, Stage.DECIDING, Turn.PANEL)
SPLIT = Waiting("journey:12", Wait.VOTES_SPLIT, MONDAY, Stage.DECIDING, Turn.PANEL)
REPORT = Waiting("journey:12", Wait.TURN, MONDAY, Stage.CHECKING, Turn.SETTING)


def due_after(days: int, *waits: Waiting) -> tuple[Due, ...]:
    return reminders_due(waits, today=OFFICE.add_days(MONDAY, days), calendars=CALENDARS)


def keys_after(days: int, *waits: Waiting) -> list[str]:
    return [one.key for one in due_after(days, *waits)]


@pytest.mark.parametrize("stage", OPEN)
def test_the_turns_that_can_occur_are_those_that_the_rules_find(stage: Stage) -> None:
    worlds = (dict(zip(WORLDS, one, strict=True)) for one in product(*WORLDS.values()))

    found = {turn_of(Facts(stage, **world)) for world in worlds}

    assert found == TURNS_OF_STAGES[stage]


@pytest.mark.parametrize("stage", OPEN)
def test_every_turn_of_every_open_stage_has_exactly_one_row(stage: Stage) -> None:
    found = [row.turn for row in REMINDERS if row.wait is Wait.TURN and row.stage is stage]

    assert set(found) == TURNS_OF_STAGES[stage]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("wait", [wait for wait in Wait if wait is not Wait.TURN])
def test_every_other_wait_has_exactly_one_row(wait: Wait) -> None:
    assert [row.wait for row in REMINDERS].count(wait) == 1


@pytest.mark.parametrize("row", REMINDERS, ids=lambda row: f"{row.wait}-{row.stage}-{row.turn}")
def test_every_row_reminds_before_it_escalates_to_somebody_else(row: Reminder) -> None:
    assert list(row.remind_after) == sorted(set(row.remind_after))
    assert row.remind_after[0] < row.escalate_after
    assert set(row.to) != set(row.escalate_to)
    assert row.to
    assert row.escalate_to


@pytest.mark.parametrize("row", REMINDERS, ids=lambda row: f"{row.wait}-{row.stage}-{row.turn}")
def test_every_row_names_letters_that_there_are(row: Reminder) -> None:
    reminder, escalation = find_letter(row.letter), find_letter(row.escalation_letter)

    assert reminder is not None
    assert escalation is not None
    assert reminder.after[0] in ("remind", "notice")
    assert escalation.after == ("escalate",)


@pytest.mark.parametrize("row", REMINDERS, ids=lambda row: f"{row.wait}-{row.stage}-{row.turn}")
def test_what_a_coordinator_leaves_goes_to_the_cover_and_the_rest_to_a_coordinator(
    row: Reminder,
) -> None:
    if row.to == (Addressee.COORDINATOR,):
        assert row.escalate_to == (Addressee.COVER,)
    else:
        assert Addressee.COORDINATOR in row.escalate_to


def test_a_wait_of_the_setting_is_counted_in_its_own_days() -> None:
    in_working_days = {Wait.SUSPENSION_REPLY}
    for row in REMINDERS:
        of_setting = bool({Addressee.LEAD, Addressee.HEAD} & set(row.to))
        own = of_setting and row.wait not in in_working_days
        assert (row.calendar_of is CalendarOf.SETTING) is own


def test_who_may_reply_to_a_suspension_is_reminded_before_the_time_is_over() -> None:
    away = frozenset(MONDAY + timedelta(days=n) for n in range(1, 40))
    calendars = {
        CalendarOf.SETTING: Calendar(CalendarKind.WORKING_DAYS, holidays=away),
        CalendarOf.COUNCIL: OFFICE,
    }
    waits = (Waiting("award:3", Wait.SUSPENSION_REPLY, MONDAY),)
    before_the_end = OFFICE.add_days(MONDAY, WORKING_DAYS_TO_REPLY - 1)

    due = reminders_due(waits, today=before_the_end, calendars=calendars)

    assert [one.to for one in due] == [(Addressee.LEAD, Addressee.HEAD)]


def test_nothing_is_due_before_its_day() -> None:
    assert due_after(4, APPLIED) == ()


def test_a_reminder_goes_on_the_fifth_day_and_an_escalation_on_the_tenth() -> None:
    (reminder,) = due_after(5, APPLIED)

    assert reminder.key == "journey:12:applied:coordinator:2026-01-05:remind"
    assert (reminder.letter, reminder.to) == ("reminder", (Addressee.COORDINATOR,))
    assert reminder.what == "an application to accept or return"
    assert keys_after(9, APPLIED) == [reminder.key]
    assert keys_after(10, APPLIED) == [
        reminder.key,
        "journey:12:applied:coordinator:2026-01-05:escalate",
    ]
    assert due_after(10, APPLIED)[1].to == (Addressee.COVER,)


def test_of_several_reminders_only_the_latest_is_due() -> None:
    assert keys_after(5, REPORT) == ["journey:12:checking:setting:2026-01-05:remind"]
    assert keys_after(30, REPORT) == [
        "journey:12:checking:setting:2026-01-05:remind-2",
        "journey:12:checking:setting:2026-01-05:escalate",
    ]


def test_a_condition_is_spoken_of_before_and_after_its_day() -> None:
    condition = Waiting("condition:3", Wait.CONDITION, MONDAY)

    assert keys_after(-21, condition) == []
    assert keys_after(-20, condition) == ["condition:3:condition:2026-01-05:remind"]
    assert keys_after(0, condition) == ["condition:3:condition:2026-01-05:remind-3"]
    assert keys_after(20, condition)[1:] == ["condition:3:condition:2026-01-05:escalate"]


def test_a_paused_journey_gets_none() -> None:
    paused = Waiting("visit:7", Wait.VISIT_TO_SIGN, MONDAY, paused=True)

    assert due_after(40, paused) == ()


def test_an_appeal_is_heard_although_the_journey_is_paused() -> None:
    appeal = Waiting("appeal:1", Wait.APPEAL_UPHELD, MONDAY, paused=True)

    assert keys_after(5, appeal) == ["appeal:1:appeal_upheld:2026-01-05:remind"]


def test_a_wait_that_says_more_stands_in_for_the_turn() -> None:
    assert keys_after(5, VOTES, SPLIT) == ["journey:12:votes_split:2026-01-05:remind"]


def test_a_wait_beside_the_turn_leaves_the_turn_its_own() -> None:
    approval = Waiting("approval:4", Wait.HEAD_APPROVAL, MONDAY)

    assert keys_after(5, VOTES, approval) == [
        "journey:12:deciding:panel:2026-01-05:remind",
        "approval:4:head_approval:2026-01-05:remind",
    ]


def test_a_wait_that_is_the_coordinators_own_goes_to_the_cover() -> None:
    visit = Waiting("visit:7", Wait.VISIT_TO_WRITE_UP, MONDAY, coordinators_own=True)

    assert [one.to for one in due_after(7, visit)] == [(Addressee.VISITOR,), (Addressee.COVER,)]


def test_nobody_is_reminded_where_it_is_nobodys_turn() -> None:
    ended = Waiting("journey:12", Wait.TURN, MONDAY, Stage.AWARDED, Turn.NOBODY)

    assert find_reminder(ended) is None
    assert due_after(60, ended) == ()


def test_holidays_of_the_one_waited_for_do_not_count() -> None:
    away = frozenset(MONDAY + timedelta(days=n) for n in range(1, 15))
    shut = Calendar(CalendarKind.WORKING_DAYS, holidays=away)
    calendars = {CalendarOf.SETTING: shut, CalendarOf.COUNCIL: OFFICE}
    today = OFFICE.add_days(MONDAY, 10)

    keys = [one.key for one in reminders_due((REPORT, APPLIED), today=today, calendars=calendars)]

    assert keys == [
        "journey:12:applied:coordinator:2026-01-05:remind",
        "journey:12:applied:coordinator:2026-01-05:escalate",
    ]


def test_a_look_that_waits_is_told_in_words_that_are_true_for_the_coordinator_too() -> None:
    row = find_reminder(Waiting("look:1", Wait.REPORT_LOOK, MONDAY))

    assert row is not None
    assert row.escalate_to == (Addressee.COORDINATOR,)
    assert row.what == "a look at a report before it is shared"
