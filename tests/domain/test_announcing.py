"""When an award may be kept back until a day, and when everybody has known of it too long."""

from datetime import date, timedelta

import pytest

from award.domain.announcing import (
    Announced,
    announcement_blocker,
    day_of_announcement,
    lines_of,
)

TODAY = date(2026, 6, 26)
ENDS = date(2027, 3, 26)


def known(released: int = 0, announce: int | None = None) -> Announced:
    """Released so many days ago, and announced so many days from today."""
    on = TODAY + timedelta(days=announce) if announce is not None else None
    return Announced(TODAY - timedelta(days=released), ENDS, on)


@pytest.mark.parametrize(
    ("award", "days", "blocker"),
    [
        (known(), 7, None),
        (known(released=28), 7, None),
        (known(released=29), 7, "everybody has known"),
        (known(released=29, announce=3), 7, None),
        (known(released=29, announce=0), 7, "everybody has known"),
        (known(released=400), None, None),
        (known(released=400), 0, None),
        (known(), 300, "before the award ends"),
        (known(), 400, "within a year"),
    ],
)
def test_an_award_is_kept_back_only_while_it_is_news(
    award: Announced, days: int | None, blocker: str | None
) -> None:
    on = TODAY + timedelta(days=days) if days is not None else None

    said = announcement_blocker(award, on, TODAY)

    assert (said is None) == (blocker is None)
    assert (blocker or "") in (said or "")


def test_everybody_may_know_from_the_day_on() -> None:
    assert [known(announce=days).is_public(TODAY) for days in (-1, 0, 1)] == [True, True, False]
    assert known().is_public(TODAY)


def test_a_new_award_carries_the_day_of_its_panel_day_until_it_has_come() -> None:
    later = TODAY + timedelta(days=1)

    assert day_of_announcement(later, TODAY) == later
    assert day_of_announcement(TODAY, TODAY) is None
    assert day_of_announcement(None, TODAY) is None


def test_what_is_written_line_by_line_is_a_line_each() -> None:
    assert lines_of(" Welcome  by the Mayor \n\n\tSong\n") == ("Welcome by the Mayor", "Song")
