"""What history says of a policy that was checked."""

import pytest

from award.domain.people import Role
from award.web.kit.history_words import judged_told, points_told, who_words


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("p01: yes, p02: yes, p03: no", "Points of the policy: 2 found, 1 missing."),
        ("p01: yes", "Points of the policy: 1 found."),
        ("p01: None", ""),
    ],
)
def test_how_many_points_is_told_and_not_each_by_its_code(kept: str, told: str) -> None:
    assert points_told(kept) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("4.5: not_applicable", "4.5: does not apply"),
        ("4.5: not_yet", "4.5: not yet"),
        ("4.5: met", "4.5: met"),
        ("1.1: Our policy", "1.1: Our policy"),
        ("met", "met"),
    ],
)
def test_where_a_setting_stands_is_told_in_words(kept: str, told: str) -> None:
    assert judged_told(kept) == told


def test_what_the_calendar_does_is_said_to_be_its_doing_once() -> None:
    assert who_words("the calendar", Role.CLOCK) == "the calendar"
    assert who_words("", Role.LEAD) == "lead"
    assert who_words("Amara Holt", Role.LEAD) == "Amara Holt, lead"
