"""Miles as people type them, and what a claim may be."""

import pytest

from award.domain.claims import Claim, claim_faults, miles_words, read_miles
from award.domain.refusals import NotReady


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [("", 0), ("12", 120), (" 12.5 ", 125), ("12,5", 125), ("3 miles", 30), ("0", 0)],
)
def test_miles_are_read_as_they_are_typed(typed: str, tenths: int) -> None:
    assert read_miles(typed) == tenths


@pytest.mark.parametrize("typed", ["far", "-3", "1e3", "12.55", "=1+1", "１２", "99999"])
def test_what_is_no_number_of_miles_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotReady, match="Write the miles as a number"):
        read_miles(typed)


def test_miles_are_written_as_people_say_them() -> None:
    assert [miles_words(one) for one in (0, 120, 125)] == ["0", "12", "12.5"]


def test_a_claim_is_of_one_day_and_of_something() -> None:
    assert claim_faults(Claim(90, 40, 125)) == ()
    assert claim_faults(Claim(0)) == ("Write the minutes or the miles",)
    assert len(claim_faults(Claim(1441, -1, 10_001))) == 2
