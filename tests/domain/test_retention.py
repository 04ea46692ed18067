"""Files that show children are kept 20 days after the decision or the appeal, and no longer."""

from datetime import date, timedelta

import pytest

from award.domain.retention import Closing, goes_on_with_all, recognisable_goes_on
from award.domain.stages import CLOSED, OPEN, Stage


class EveryDay:
    """A calendar in which each day counts."""

    def add_days(self, start: date, n: int) -> date:
        return start + timedelta(days=n)


DAYS = EveryDay()
DECIDED, HEARD = date(2026, 3, 1), date(2026, 3, 11)


def test_they_go_the_day_after_the_twentieth() -> None:
    goes_on = recognisable_goes_on(Closing(Stage.AWARDED, DECIDED), DAYS)

    assert goes_on == date(2026, 3, 22)


@pytest.mark.parametrize(
    ("closed_on", "goes_on"), [(HEARD, date(2026, 4, 1)), (date(2026, 2, 1), date(2026, 3, 22))]
)
def test_decision_or_appeal_whichever_is_later(closed_on: date, goes_on: date) -> None:
    closing = Closing(Stage.NOT_YET, DECIDED, appeal_closed_on=closed_on)

    assert recognisable_goes_on(closing, DAYS) == goes_on


def test_an_open_condition_holds_them_and_its_end_counts_anew() -> None:
    waiting = Closing(Stage.AWARDED, DECIDED, condition_open=True)
    ended = Closing(Stage.AWARDED, DECIDED, condition_closed_on=HEARD)

    assert recognisable_goes_on(waiting, DAYS) is None
    assert goes_on_with_all([(waiting, DAYS)]) is None
    assert recognisable_goes_on(ended, DAYS) == date(2026, 4, 1)


@pytest.mark.parametrize("stage", OPEN)
def test_a_journey_under_way_holds_them(stage: Stage) -> None:
    assert recognisable_goes_on(Closing(stage, DECIDED), DAYS) is None


def test_an_open_appeal_holds_them() -> None:
    assert recognisable_goes_on(Closing(Stage.NOT_YET, DECIDED, appeal_open=True), DAYS) is None


@pytest.mark.parametrize("stage", CLOSED)
def test_without_a_decision_the_end_counts(stage: Stage) -> None:
    assert recognisable_goes_on(Closing(stage, ended_on=HEARD), DAYS) == date(2026, 4, 1)
    assert recognisable_goes_on(Closing(stage), DAYS) is None


def test_what_was_deferred_and_then_given_up_counts_from_its_end() -> None:
    assert recognisable_goes_on(Closing(Stage.LAPSED, DECIDED, HEARD), DAYS) == date(2026, 4, 1)


def test_a_piece_of_several_journeys_goes_with_the_last() -> None:
    first, second = Closing(Stage.AWARDED, DECIDED), Closing(Stage.AWARDED, HEARD)

    assert goes_on_with_all([(first, DAYS), (second, DAYS)]) == date(2026, 4, 1)


def test_one_journey_under_way_holds_what_others_used() -> None:
    first, second = Closing(Stage.AWARDED, DECIDED), Closing(Stage.GATHERING)

    assert goes_on_with_all([(first, DAYS), (second, DAYS)]) is None


def test_a_journey_that_ended_undecided_holds_what_another_used_no_longer_than_its_own() -> None:
    first, second = Closing(Stage.AWARDED, HEARD), Closing(Stage.LAPSED, ended_on=DECIDED)

    assert goes_on_with_all([(first, DAYS), (second, DAYS)]) == date(2026, 4, 1)
    assert goes_on_with_all([(second, DAYS)]) == date(2026, 3, 22)
    assert goes_on_with_all([]) is None
