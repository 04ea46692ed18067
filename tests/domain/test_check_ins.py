"""When an award is asked about, and what has to be said."""

from datetime import date

import pytest

from award.domain.check_ins import CHANGED_WORDS, Changed, check_in_asked_on, missing_in
from award.domain.validity import Validity

THREE_YEARS = Validity(date(2026, 3, 9), date(2029, 3, 31), date(2029, 7, 31))
LEAP = Validity(date(2028, 2, 29), date(2031, 3, 31), date(2031, 7, 31))


@pytest.mark.parametrize(
    ("validity", "today", "expected"),
    [
        (THREE_YEARS, date(2026, 3, 9), None),
        (THREE_YEARS, date(2027, 3, 8), None),
        (THREE_YEARS, date(2027, 3, 9), date(2027, 3, 9)),
        (THREE_YEARS, date(2028, 3, 8), date(2027, 3, 9)),
        (THREE_YEARS, date(2029, 3, 31), date(2029, 3, 9)),
        (THREE_YEARS, date(2029, 4, 1), None),
        (THREE_YEARS, date(2020, 1, 1), None),
        (LEAP, date(2029, 2, 27), None),
        (LEAP, date(2029, 2, 28), date(2029, 2, 28)),
    ],
)
def test_an_award_is_asked_about_once_a_year_while_it_lasts(
    validity: Validity, today: date, expected: date | None
) -> None:
    assert check_in_asked_on(validity, today) == expected


def test_what_has_changed_asks_for_words_and_has_a_sentence_each() -> None:
    assert missing_in("Well.", [], "") == []
    assert missing_in("Well.", [Changed.LEAD], "") == ["Say a little more about what has changed"]
    assert missing_in("", [], "") == ["Say in a sentence or two how it is going"]
    assert set(CHANGED_WORDS) == set(Changed)
