"""Days and lists are said as people say them."""

from datetime import date

import pytest

from award.domain.spoken import listed, long_day, short_day


def test_a_day_is_said_with_its_weekday_or_without_and_never_with_a_nought() -> None:
    assert long_day(date(2026, 3, 6)) == "Friday 6 March 2026"
    assert short_day(date(2026, 3, 6)) == "6 March 2026"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["one"], "one"),
        (["one", "two"], "one and two"),
        (["one", "two", "three"], "one, two and three"),
    ],
)
def test_a_list_has_its_last_word_after_and(words: list[str], said: str) -> None:
    assert listed(words) == said


def test_a_choice_has_its_last_word_after_or() -> None:
    assert listed(["one", "two", "three"], "or") == "one, two or three"
