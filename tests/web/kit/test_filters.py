"""Dates, counts and sizes, as people say them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from award.adapters import clock
from award.web.kit.filters import (
    clock_time,
    day,
    day_short,
    day_whole,
    exact,
    file_size,
    in_days,
    init_filters,
    listed,
    moment,
    number_word,
    plural,
)

SPRING = date(2026, 3, 6)


def test_days_as_people_say_them() -> None:
    assert day(date(2026, 3, 6)) == "Friday 6 March 2026"
    assert day_short(date(2026, 3, 6)) == "6 March 2026"


@pytest.fixture
def in_2026() -> Iterator[None]:
    with clock.frozen_at(datetime(2026, 9, 1, 9, tzinfo=UTC)):
        yield


@pytest.mark.usefixtures("in_2026")
def test_a_moment_is_shown_in_london_whatever_is_kept() -> None:
    assert moment(datetime(2026, 3, 6, 14, 5, tzinfo=UTC)) == "Friday 6\u00a0March, 2:05pm"
    assert moment(datetime(2026, 7, 6, 14, 5, tzinfo=UTC)) == "Monday 6\u00a0July, 3:05pm"


@pytest.mark.usefixtures("in_2026")
def test_a_day_that_is_kept_whole_ends_no_line_before_its_month() -> None:
    assert day_whole(SPRING) == "Friday 6\u00a0March\u00a02026"


@pytest.mark.usefixtures("in_2026")
def test_a_moment_of_another_year_says_which() -> None:
    assert (
        moment(datetime(2025, 9, 5, 9, 5, tzinfo=UTC))
        == "Friday 5\u00a0September\u00a02025, 10:05am"
    )
    assert (
        moment(datetime(2027, 1, 1, 0, 5, tzinfo=UTC)) == "Friday 1\u00a0January\u00a02027, 12:05am"
    )


@pytest.mark.usefixtures("in_2026")
def test_summer_time_can_move_a_moment_to_the_next_day() -> None:
    late = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)

    assert day(late) == "Tuesday 7 July 2026"
    assert moment(late) == "Tuesday 7\u00a0July, 12:30am"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 0, "9am"), (12, 1, "12:01pm"), (0, 5, "12:05am")],
)
def test_the_clock_as_people_say_it(hour: int, minute: int, said: str) -> None:
    assert clock_time(datetime(2026, 1, 6, hour, minute, tzinfo=UTC)) == said


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        moment(datetime(2026, 3, 6, 14, 5))  # noqa: DTZ001 - that is what is refused


def test_no_date_is_no_words() -> None:
    assert (day(None), day_short(None), moment(None), exact(None)) == ("", "", "", "")


@pytest.mark.usefixtures("in_2026")
def test_the_exact_moment_is_there_on_hover() -> None:
    assert exact(datetime(2026, 3, 6, 14, 5, tzinfo=UTC)) == (
        '<time class="whole" datetime="2026-03-06T14:05:00+00:00"'
        ' title="Friday 6 March 2026, 2:05pm">Friday 6\u00a0March, 2:05pm</time>'
    )


@pytest.mark.parametrize(
    ("on", "said"),
    [(6, "today"), (7, "tomorrow"), (5, "yesterday"), (15, "in 9 days"), (1, "5 days ago")],
)
def test_how_far_away_a_day_is(on: int, said: str) -> None:
    assert in_days(date(2026, 3, on), date(2026, 3, 6)) == said


def test_one_and_many() -> None:
    said = [plural(0, "thing"), plural(1, "thing"), plural(1200, "person", "people")]

    assert said == ["0 things", "1 thing", "1,200 people"]
    assert [number_word(n) for n in (0, 3, 12)] == ["no", "three", "12"]


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 byte"), (999, "999 bytes"), (2_400_000, "2.4 MB"), (25_000_000, "25 MB")],
)
def test_sizes_of_files(size: int, said: str) -> None:
    assert file_size(size) == said


def test_a_list_in_a_sentence() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed("abc", "or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]


def test_a_list_escapes_words_and_keeps_markup() -> None:
    assert listed(["<b>", Markup("<i>x</i>")]) == "&lt;b&gt; and <i>x</i>"


def test_templates_have_them_all() -> None:
    app = Flask("filters")
    init_filters(app)

    with app.app_context():
        said = render_template_string("{{ on | day }}, {{ 2 | plural('day') }}", on=SPRING)

    assert said == "Friday 6 March 2026, 2 days"
