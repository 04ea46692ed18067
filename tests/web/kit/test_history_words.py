"""What history says of a policy that was checked."""

import pytest

from award.web.kit.history_words import points_told


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
