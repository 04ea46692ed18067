"""Which days a diary opens on."""

from datetime import date

import pytest
from flask import Flask

from award.web.kit.visit_diary import asked_span, load_words

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)
THIS_WEEK, NEXT_WEEK = date(2026, 11, 23), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "asked", "first"),
    [
        (FRIDAY, "", THIS_WEEK),
        (SATURDAY, "", NEXT_WEEK),
        (SUNDAY, "?by=list", NEXT_WEEK),
        (SATURDAY, "?by=day", SATURDAY),
        (SATURDAY, "?start=2026-11-28", THIS_WEEK),
    ],
)
def test_a_diary_opens_on_this_week_and_at_a_weekend_on_the_coming_one(
    today: date, asked: str, first: date
) -> None:
    with Flask("award").test_request_context(f"/diary{asked}"):
        assert asked_span(today).first == first


def test_what_somebody_carries_is_said_in_words_that_count_nothing_twice() -> None:
    assert load_words(0, 0, 0) == "No visit"
    assert load_words(0, 0, 1) == "No visit booked; 1 waits for a date"
    assert load_words(2, 210, 0) == "2 visits, 3 hours and 30 minutes"
    assert load_words(2, 210, 1) == "2 visits, 3 hours and 30 minutes; 1 more waiting for a date"
