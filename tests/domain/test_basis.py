"""What a judgement rests on, in order and in words."""

import pytest

from award.domain.basis import BASIS_WORDS, SHORT_WORDS, Basis, basis_in, basis_sentence


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ([], ""),
        (["read"], "Rests on what was read."),
        (["heard", "read"], "Rests on what was read and heard."),
        (list(Basis), "Rests on what was read, seen and heard."),
        (["felt"], ""),
    ],
)
def test_it_is_said_in_one_sentence(kept: list[str], said: str) -> None:
    assert basis_sentence(kept) == said


def test_what_is_kept_twice_is_said_once_and_in_its_order() -> None:
    assert basis_in(["heard", "read", "heard"]) == (Basis.READ, Basis.HEARD)


def test_every_basis_has_words() -> None:
    assert set(BASIS_WORDS) == set(SHORT_WORDS) == set(Basis)
