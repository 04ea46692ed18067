"""Where the marks of a plan stand: in term and out of it, on one day, and out of reach."""

from datetime import date
from types import SimpleNamespace as Thing
from typing import Any

from award.domain.terms import HalfTerm
from award.storage.plans import ActionState
from award.web.kit.plan_chart import MOST_STACKED, chart_of, month_after

TODAY = date(2026, 3, 2)
STANDARDS = [("1", "Safe"), ("2", "Heard"), ("3", "Peaceful")]
HALF_TERMS = (HalfTerm(date(2026, 2, 23), date(2026, 3, 27)),)


def row(due_on: date, *criteria: str, state: ActionState = ActionState.NOT_STARTED) -> Any:
    action = Thing(due_on=due_on, criteria=list(criteria), state=state)
    return Thing(action=action, is_late=due_on < TODAY)


def chart(*rows: Any, width: int = 1000) -> Any:
    return chart_of(rows, STANDARDS, HALF_TERMS, today=TODAY, width=width)


def test_without_actions_within_reach_there_is_no_drawing() -> None:
    assert chart() is None
    assert chart(row(date(9999, 12, 31), "1.1")) is None


def test_each_standard_with_actions_has_a_lane_and_an_action_stands_in_each_of_its_own() -> None:
    made = chart(row(date(2026, 3, 20), "1.1", "3.2"), row(date(2026, 4, 1), "1.2"))

    assert [(one.title, len(one.marks)) for one in made.lanes] == [("Safe", 2), ("Peaceful", 1)]
    assert all(14 <= mark.x <= 986 for lane in made.lanes for mark in lane.marks)


def test_marks_tell_how_far_each_action_is() -> None:
    days = [date(2026, 2, 1), date(2026, 3, 20), date(2026, 4, 20), date(2026, 5, 20)]
    states = [ActionState.UNDER_WAY, ActionState.UNDER_WAY, ActionState.DONE, ActionState.STOPPED]

    made = chart(*(row(day, "1.1", state=one) for day, one in zip(days, states, strict=True)))

    assert [one.look for one in made.lanes[0].marks] == ["late", "todo", "done", "stopped"]


def test_three_hundred_on_one_day_are_a_stack_and_a_number() -> None:
    made = chart(*[row(date(2026, 3, 20), "2.1")] * 300)

    marks = made.lanes[0].marks
    assert len(marks) == MOST_STACKED
    assert (marks[-1].look, marks[-1].more) == ("more", 300 - MOST_STACKED + 1)
    assert made.height < 300


def test_a_full_stack_needs_no_number() -> None:
    marks = chart(*[row(date(2026, 3, 20), "2.1")] * MOST_STACKED).lanes[0].marks

    assert [one.look for one in marks] == ["todo"] * MOST_STACKED


def test_what_is_too_far_away_is_counted_and_the_axis_keeps_its_measure() -> None:
    made = chart(row(date(2026, 3, 20), "1.1"), row(date(2060, 1, 1), "1.1"))

    assert made.beyond == 1
    assert len(made.ticks) <= 2


def test_the_axis_names_months_as_far_as_there_is_room() -> None:
    rows = [row(date(2026, 3, 20), "1.1"), row(date(2028, 2, 29), "1.1")]
    wide, narrow = chart(*rows), chart(*rows, width=340)

    assert [one.words for one in wide.ticks][:2] == ["Mar 2026", "May"]
    assert len(narrow.ticks) < len(wide.ticks)
    assert month_after(date(2027, 12, 1), 2) == date(2028, 2, 1)


def test_term_time_is_shaded_within_the_picture() -> None:
    ((x, width),) = chart(row(date(2026, 3, 20), "1.1")).bands

    assert x == 14.0
    assert 700 < width < 972
