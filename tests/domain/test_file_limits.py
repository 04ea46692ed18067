"""The limits that an authority may set for files, and what is said at each of them."""

import pytest

from award.domain.file_kinds import MEGABYTE
from award.domain.file_limits import GIGABYTE, RANGES, FileLimits

USUAL = FileLimits()


def test_the_usual_limits_are_the_schemes() -> None:
    assert (USUAL.file_mb, USUAL.film_mb, USUAL.files_at_once, USUAL.room_gb) == (25, 200, 20, 5)
    assert (USUAL.megapixels, USUAL.unpacked_mb, USUAL.unpacked_times) == (40, 200, 50)
    assert not USUAL.films
    assert USUAL.troubles() == []


def test_each_limit_lets_its_own_size_pass_and_one_more_not() -> None:
    assert USUAL.too_large("a.pdf", 25 * MEGABYTE) is None
    assert (USUAL.too_large("a.pdf", 25 * MEGABYTE + 1) or "").startswith(
        "The file is larger than 25 MB."
    )
    assert USUAL.too_large("a.mp4", 200 * MEGABYTE) is None
    assert "Make it shorter" in (USUAL.too_large("a.mov", 200 * MEGABYTE + 1) or "")
    assert USUAL.over_room(5 * GIGABYTE - 10, 10) is None
    assert (USUAL.over_room(5 * GIGABYTE - 10, 11) or "").startswith("Your setting has used its 5")


def test_only_what_differs_from_the_usual_is_kept() -> None:
    own = FileLimits(file_mb=40, films=True)

    assert own.to_json() == {"file_mb": 40, "films": True}
    assert FileLimits.from_json(own.to_json()) == own
    assert FileLimits.from_json({}) == USUAL
    assert FileLimits.from_json({"no longer there": 7}) == USUAL


@pytest.mark.parametrize("name", RANGES)
def test_each_limit_stays_within_what_the_program_can_bear(name: str) -> None:
    least, most = RANGES[name].least, RANGES[name].most

    for value in (least, most):
        assert FileLimits(**{name: value}).troubles() == []
    for value in (least - 1, most + 1):
        assert FileLimits(**{name: value}).troubles() == [
            f"{RANGES[name].words} is a number from {least} to {most}"
        ]


def test_what_may_be_added_is_told_with_the_authoritys_own_numbers() -> None:
    usual = FileLimits().words()
    own = FileLimits(file_mb=40, files_at_once=5, films=True, film_mb=90)

    assert "Excel or PowerPoint. Up to 20 at once, 25 MB each. Not film or sound" in usual
    assert "PowerPoint or film. Up to 5 at once, 40 MB each, a film 90 MB. Not sound" in own.words()
    assert "film. Up to 40 MB, a film 90 MB." in own.words(at_once=False)
    assert (FileLimits().most_bytes, own.most_bytes) == (25 << 20, 90 << 20)
    assert own.words_for_picture() == "Up to 40 MB, and 40 megapixels."
