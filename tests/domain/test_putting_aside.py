"""What is put aside is back on its day, and never hides a deadline."""

from datetime import date, timedelta

import pytest

from award.domain.putting_aside import LONGEST, Aside, why_never_aside, why_not_aside

TODAY = date(2026, 3, 4)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("today", "deadlines", "holds"),
    [
        (on(0), (), True),
        (on(2), (), True),
        (on(3), (), False),
        (on(1), (on(1),), False),
        (on(2), (on(1),), False),
        (on(0), (on(1),), True),
        (on(2), (on(-1),), True),
        (on(0), (on(0),), False),
    ],
)
def test_it_is_out_of_sight_until_its_day_or_a_deadline(
    today: date, deadlines: tuple[date, ...], holds: bool
) -> None:
    assert Aside(TODAY, on(3)).holds(today, deadlines) is holds


@pytest.mark.parametrize(
    ("until", "deadlines", "begins"),
    [
        (on(1), (), None),
        (TODAY + LONGEST, (on(1),), None),
        (on(0), (), "Choose a day after today"),
        (on(15), (), "Choose a day within two weeks"),
        (on(1), (on(0),), "Its day is today"),
    ],
)
def test_a_day_that_does_not_fit_is_refused_with_the_reason(
    until: date, deadlines: tuple[date, ...], begins: str | None
) -> None:
    said = why_not_aside(until, today=TODAY, deadlines=deadlines)

    assert (said or "")[: len(begins or "")] == (begins or "")
    assert (said is None) is (begins is None)


@pytest.mark.parametrize(("deadlines", "never"), [((), False), ((on(1),), False), ((on(0),), True)])
def test_on_its_own_day_no_other_can_be_chosen(deadlines: tuple[date, ...], never: bool) -> None:
    assert (why_never_aside(TODAY, deadlines) is not None) is never
