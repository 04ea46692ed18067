"""In which years a journey ran, as its page and the list of journeys say it."""

from datetime import UTC, datetime

import pytest

from award.adapters import clock
from award.storage.journeys import Journey
from award.web.setting.ended import years_of

OPENED = datetime(2026, 9, 7, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "ended", "words"),
    [
        (datetime(2026, 11, 2, 9, tzinfo=UTC), None, "2026"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=UTC), "2026"),
        (datetime(2027, 2, 1, 9, tzinfo=UTC), None, "2026 to 2027"),
        (datetime(2029, 2, 1, 9, tzinfo=UTC), datetime(2027, 3, 1, 9, tzinfo=UTC), "2026 to 2027"),
    ],
)
def test_a_journey_is_named_by_the_years_in_which_it_ran_so_far(
    now: datetime, ended: datetime | None, words: str
) -> None:
    with clock.frozen_at(now):
        assert years_of(Journey(opened_at=OPENED, ended_at=ended)) == words
