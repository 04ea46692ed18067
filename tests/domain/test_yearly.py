"""Days that come round, in a leap year too."""

from datetime import date

import pytest

from award.domain.yearly import last_turn_of_months


@pytest.mark.parametrize(
    ("start", "months", "today", "expected"),
    [
        (date(2026, 1, 5), 12, date(2027, 1, 4), None),
        (date(2026, 1, 5), 12, date(2027, 1, 5), date(2027, 1, 5)),
        (date(2026, 1, 5), 12, date(2029, 3, 1), date(2029, 1, 5)),
        (date(2026, 1, 5), 6, date(2026, 7, 4), None),
        (date(2026, 1, 5), 6, date(2026, 7, 5), date(2026, 7, 5)),
        (date(2026, 1, 5), 6, date(2027, 2, 1), date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 3, 1), date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 3, 1), date(2026, 2, 28)),
        (date(2026, 1, 5), 12, date(2026, 1, 5), None),
    ],
)
def test_a_yearly_or_half_yearly_question_comes_round(
    start: date, months: int, today: date, expected: date | None
) -> None:
    assert last_turn_of_months(start, months, today) == expected
