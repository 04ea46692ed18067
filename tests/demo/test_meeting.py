"""The demo's panel days fall where a council would put them."""

from datetime import date

import pytest

from award.demo.meeting import panel_days
from award.domain.calendars import Calendar, CalendarKind


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 12, 1), date(2026, 12, 16)),
        (date(2026, 8, 3), date(2026, 8, 26)),
        (date(2027, 10, 23), date(2027, 11, 10)),
    ],
    ids=["before Christmas", "in summer", "in the autumn holidays"],
)
def test_the_panel_meets_on_a_wednesday_in_term(today: date, first: date) -> None:
    council = Calendar(CalendarKind.WORKING_DAYS)

    assert panel_days(today, 3, council).panel_on == first
