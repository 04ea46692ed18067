"""Days as people write them in a spreadsheet."""

from datetime import date

import pytest

from award.domain.written_days import NotADay, read_written_day


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2026",
        "3.4.26",
        "3-4-2026",
        "2026-04-03",
        "2026-04-03 00:00:00",
        "3 April 2026",
        "3rd Apr 2026",
        "Friday 3 April 2026",
        "3-Apr-26",
        "  3  APRIL  2026 ",
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(words: str) -> None:
    assert read_written_day(words) == date(2026, 4, 3)


def test_nothing_written_is_no_day() -> None:
    assert read_written_day("  ") is None


@pytest.mark.parametrize("words", ["soon", "31/02/2026", "2026-13-01", "April 2026", "46115", "=3"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(NotADay):
        read_written_day(words)
