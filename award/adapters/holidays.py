"""The bank holidays of England and Wales, from the copy that is installed with the program."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def bank_holidays() -> frozenset[date]:
    """Every bank holiday that the installed copy knows. The network is never asked."""
    calendar = BankHolidays(use_cached_holidays=True)  # type: ignore[no-untyped-call] # untyped
    division = BankHolidays.ENGLAND_AND_WALES
    listed = calendar.get_holidays(division=division)  # type: ignore[no-untyped-call] # untyped
    return frozenset(holiday["date"] for holiday in listed)
