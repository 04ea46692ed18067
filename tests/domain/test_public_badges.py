"""The badge for a web site: its words in every state, and lines that never run over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from award.domain.award_moves import PublicWords
from award.domain.brand import grey_of, greyed
from award.domain.public_badges import (
    NAME_SIZE,
    ROOM,
    STATE_ROOM,
    STATE_SIZE,
    Badge,
    lines_of,
    width_of,
)


def badge(words: PublicWords = PublicWords.VALID, name: str = "Willow Lane Primary") -> Badge:
    return Badge("Leicester", name, words, date(2028, 12, 18))


@pytest.mark.parametrize(
    ("words", "state", "is_held"),
    [
        (PublicWords.VALID, "Valid until 18 December 2028", True),
        (PublicWords.IN_GRACE, "Being renewed, in its term of grace", True),
        (PublicWords.EXPIRED, "Ended on 18 December 2028", False),
        (PublicWords.NOT_CONFIRMED, "Not currently confirmed", False),
        (PublicWords.REVOKED, "Taken back", False),
        (PublicWords.REPLACED, "Replaced", False),
        (PublicWords.NOT_ANNOUNCED, "Not yet announced", False),
    ],
)
def test_every_state_has_its_words(words: PublicWords, state: str, is_held: bool) -> None:
    assert (badge(words).state, badge(words).is_held) == (state, is_held)


@pytest.mark.parametrize("words", PublicWords)
def test_how_it_stands_never_runs_over_the_edge(words: PublicWords) -> None:
    longest = Badge("Leicester", "Bosco", words, date(2028, 9, 28))

    assert " ".join(longest.state_lines) == longest.state
    assert all(width_of(line, STATE_SIZE) <= STATE_ROOM for line in longest.state_lines)
    assert longest.height == 112 + 16 * (len(longest.state_lines) - 1)


def test_a_setting_that_is_not_named_is_a_setting_of_its_council() -> None:
    assert badge(name="").told == (
        "Positive and Peaceful Places, the award of Leicester. "
        "A setting in Leicester: Valid until 18 December 2028."
    )


def test_a_long_name_makes_the_badge_higher() -> None:
    long = badge(name="Saint Ethelburga Voluntary Aided Church of England Primary Academy " * 2)

    assert badge().height == 112
    assert long.height == 84 + 20 * len(long.lines) > 112


@given(st.text(max_size=120))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str) -> None:
    lines = list(lines_of(text))

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    for line in lines:
        widest = max((width_of(letter, NAME_SIZE) for letter in line), default=0)
        assert width_of(line, NAME_SIZE) <= max(ROOM, widest)


def test_a_letter_is_never_parted_from_its_marks() -> None:
    for line in lines_of("ક્ષિ" * 60):
        assert line[0] == "ક"


def test_grey_is_as_light_as_the_colour_was() -> None:
    assert (grey_of("#000000"), grey_of("#ffffff"), grey_of("#767676")) == (
        "#000000",
        "#ffffff",
        "#767676",
    )
    assert greyed('<path fill="#b8892b" d="M0 0"/>') == '<path fill="#919191" d="M0 0"/>'
