"""Who reads what is said of evidence, and what a mark still has to say."""

import pytest

from award.domain.feedback import closed_to, is_answered, missing_words
from award.domain.people import Role


@pytest.mark.parametrize("blind", [True, False])
def test_a_second_never_reads_the_assessors_remarks(blind: bool) -> None:
    assert closed_to(Role.SECOND, blind=blind) is Role.ASSESSOR


def test_an_assessor_reads_the_seconds_only_when_neither_is_blind() -> None:
    assert closed_to(Role.ASSESSOR, blind=True) is Role.SECOND
    assert closed_to(Role.ASSESSOR, blind=False) is None


def test_nothing_is_closed_to_anybody_else() -> None:
    others = set(Role) - {Role.SECOND, Role.ASSESSOR}

    assert {closed_to(role, blind=True) for role in others} == {None}


@pytest.mark.parametrize(
    ("state", "words", "missing"),
    [
        ("", "", ""),
        ("accepted", "", ""),
        ("needs_more", "Which class?", ""),
        ("needs_more", " ", "Say what more is needed: “Log”"),
        ("not_relevant", "", "Say why it does not fit: “Log”"),
    ],
)
def test_only_what_is_accepted_speaks_for_itself(state: str, words: str, missing: str) -> None:
    assert missing_words(state, words, "Log") == missing


def test_an_ask_is_answered_part_by_part_or_when_the_giver_says_that_this_is_all() -> None:
    asked = frozenset({"1", "2"})

    assert is_answered(asked, frozenset({"1", "2", "3"}), that_is_all=False)
    assert is_answered(asked, frozenset(), that_is_all=True)
    assert not is_answered(asked, frozenset({"1"}), that_is_all=False)
