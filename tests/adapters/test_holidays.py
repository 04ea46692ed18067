"""Bank holidays come from the installed copy and are those of England and Wales."""

import json
import socket
from datetime import date

import pytest

from award.adapters.holidays import bank_holidays
from tests.real_files import beside


@pytest.fixture
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("The network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    bank_holidays.cache_clear()


@pytest.mark.usefixtures("without_network")
def test_the_holidays_of_a_year_are_those_of_england_and_wales_and_no_network_is_asked() -> None:
    days = {day for day in bank_holidays() if day.year == 2026}

    assert days == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    }


def test_it_knows_the_days_of_the_years_to_come() -> None:
    assert max(bank_holidays()) >= date(2027, 12, 27)


def test_it_agrees_with_the_published_list() -> None:
    listed = json.loads(beside("terms/bank-holidays.json").read_text())["england-and-wales"][
        "events"
    ]
    known = {date.fromisoformat(event["date"]) for event in listed}
    from_year, until = min(bank_holidays()).year, max(bank_holidays())

    assert {day for day in bank_holidays() if day <= max(known)} == {
        day for day in known if day.year >= from_year and day <= until
    }
