"""Days, times and numbers as people write them."""

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.web.kit.answers import NotUnderstood, read_day, read_time, read_whole_number


@pytest.mark.parametrize(
    "typed",
    [["6", "3", "2026"], ["06", "March", "2026"], [" 6 ", "mar ", "2026"], ["2026-03-06"]],
)
def test_a_day_may_be_written_in_several_ways(typed: list[str]) -> None:
    assert read_day(typed) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("typed", "words", "part"),
    [
        (["", "3", "2026"], "Add the day to the date", 0),
        (["6", "3"], "Add the year to the date", 2),
        (["six", "3", "2026"], "Enter the day in figures", 0),
        (["6", "13", "2026"], "Enter a month from 1 to 12, or its name", 1),
        (["6", "3", "26"], "Write the year in full, like 2026", 2),
        (["29", "2", "2027"], "That day does not exist. Look at the day and the month", 0),
        (["6", "3", "0000"], "That day does not exist. Look at the day and the month", 0),
    ],
)
def test_a_day_that_cannot_be_read_says_which_part_to_mend(
    typed: list[str], words: str, part: int
) -> None:
    with pytest.raises(NotUnderstood) as failure:
        read_day(typed)

    assert (str(failure.value), failure.value.part) == (words, part)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2pm", time(14)),
        ("2:05 PM", time(14, 5)),
        ("14.05", time(14, 5)),
        ("9", time(9)),
        ("12am", time(0)),
        ("12:30pm", time(12, 30)),
        ("9.30 a.m.", time(9, 30)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_may_be_written_in_several_ways(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["25", "9:75", "13pm", "0am", "soon", "9:5", "٩"])
def test_a_time_that_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match=r"^Enter a time like 9:30am or 2pm$"):
        read_time(typed)


def test_nothing_typed_is_none() -> None:
    assert (read_day(["", " ", ""]), read_time(" "), read_whole_number("", 0, None)) == (
        None,
        None,
        None,
    )


def test_a_number_may_have_commas_and_keeps_its_bounds() -> None:
    assert read_whole_number(" 1,200 ", 0, None) == 1200
    with pytest.raises(NotUnderstood, match=r"^Enter 1 or more$"):
        read_whole_number("0", 1, 50)
    with pytest.raises(NotUnderstood, match=r"^Enter 50 or less$"):
        read_whole_number("51", 1, 50)


@given(st.lists(st.text(max_size=6), max_size=4))
def test_whatever_is_typed_as_a_day_is_read_or_refused(typed: list[str]) -> None:
    with contextlib.suppress(NotUnderstood):
        assert isinstance(read_day(typed), date | None)


@given(st.text(max_size=8))
def test_whatever_is_typed_as_a_time_is_read_or_refused(typed: str) -> None:
    with contextlib.suppress(NotUnderstood):
        assert isinstance(read_time(typed), time | None)


@given(st.text(max_size=8))
def test_whatever_is_typed_as_a_number_is_within_its_bounds_or_refused(typed: str) -> None:
    with contextlib.suppress(NotUnderstood):
        assert read_whole_number(typed, 0, 10) in (None, *range(11))
