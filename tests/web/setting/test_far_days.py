"""A day that is far away is said without counting the days until it."""

from datetime import date, timedelta

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.db import transaction
from tests.web.setting.conftest import Make, said_on


def test_days_are_counted_for_a_year_at_most(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    near = clock.today() + timedelta(days=200)
    with transaction(lock=place.journey) as held:
        first, second = held.actions[:2]
        first.due_on, second.due_on = date(2999, 3, 6), near

    page = said_on(place.lead(), f"{place.at}/plan")

    assert "Due 6 March 2999" in page
    assert "in 200 days" in page
    assert "2999, in" not in page
