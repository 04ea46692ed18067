"""Time is UTC inside, London's day outside, and can be made to stand still."""

from datetime import UTC, date, datetime, timedelta

import pytest

from award.adapters import clock


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)

    moment = clock.now()

    assert moment.utcoffset() == timedelta(0)
    assert before <= moment <= datetime.now(UTC)


def test_time_stands_still_inside_the_block_and_runs_again_after_it() -> None:
    moment = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)

    with clock.frozen_at(moment):
        inside = (clock.now(), clock.now())

    assert inside == (moment, moment)
    assert clock.now() > moment


def test_a_block_inside_another_gives_the_outer_time_back() -> None:
    outer = datetime(2026, 3, 6, tzinfo=UTC)
    inner = datetime(2027, 1, 1, tzinfo=UTC)

    with clock.frozen_at(outer):
        with clock.frozen_at(inner):
            assert clock.now() == inner
        assert clock.now() == outer


def test_time_runs_again_after_trouble_inside_the_block() -> None:
    moment = datetime(2026, 3, 6, tzinfo=UTC)

    with pytest.raises(KeyError), clock.frozen_at(moment):
        raise KeyError

    assert clock.now() != moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2028, 2, 29, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
    ],
    ids=["summer", "winter", "leap day", "the night the clocks go forward"],
)
def test_today_is_the_day_in_london(moment: datetime, day: date) -> None:
    with clock.frozen_at(moment):
        assert clock.today() == day


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 6, tzinfo=UTC).replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"), clock.frozen_at(naive):
        pass
