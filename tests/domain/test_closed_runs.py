"""Closed days that follow one another under one name are one run."""

from datetime import date

from award.domain.closed_runs import ClosedDay, closed_runs, run_of


def day(number: int, on: int, name: str = "Christmas", *, bank: bool = False) -> ClosedDay:
    return ClosedDay(number, date(2026, 12, on), name, bank)


def test_days_in_a_row_are_one_run_and_a_gap_or_another_name_is_another() -> None:
    days = [day(3, 23), day(1, 21), day(2, 22), day(5, 26), day(4, 24, "Snow")]

    runs = closed_runs(days)

    assert [[one.id for one in run.days] for run in runs] == [[1, 2, 3], [4], [5]]
    assert (runs[0].first_on, runs[0].last_on) == (date(2026, 12, 21), date(2026, 12, 23))
    assert (runs[1].name, runs[1].is_bank_holiday) == ("Snow", False)


def test_a_bank_holiday_within_a_holiday_does_not_end_it() -> None:
    days = [day(1, 24), day(2, 25, "Christmas Day", bank=True), day(3, 26), day(4, 28)]

    runs = closed_runs(days)

    assert [[one.id for one in run.days] for run in runs] == [[1, 3], [2], [4]]
    assert runs[1].is_bank_holiday


def test_any_of_its_days_finds_the_run_and_the_days_between_two_belong_to_it() -> None:
    days = [day(1, 21), day(2, 22), day(3, 23)]

    run = run_of(2, days)

    assert run is not None
    assert [one.id for one in run.between(date(2026, 12, 22), date(2026, 12, 31))] == [2, 3]
    assert run_of(9, days) is None
