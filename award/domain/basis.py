"""What a judgement rests on: what was read, seen or heard."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Basis(StrEnum):
    """One thing that a judgement can rest on."""

    READ = "read"
    SEEN = "seen"
    HEARD = "heard"


BASIS_WORDS: Final[dict[Basis, str]] = {
    Basis.READ: "What I read: the evidence",
    Basis.SEEN: "What I saw: on the visit",
    Basis.HEARD: "What I heard: in a conversation",
}
SHORT_WORDS: Final[dict[Basis, str]] = {
    Basis.READ: "read",
    Basis.SEEN: "seen",
    Basis.HEARD: "heard",
}


def basis_in(kept: Iterable[object]) -> tuple[Basis, ...]:
    """What was kept, in the order in which it is always said; other words are passed over."""
    said = {str(one) for one in kept}
    return tuple(one for one in Basis if one in said)


def basis_sentence(kept: Iterable[object]) -> str:
    """ "Rests on what was read and heard." Empty where nothing was said."""
    words = [SHORT_WORDS[one] for one in basis_in(kept)]
    if not words:
        return ""
    listed = " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    return f"Rests on what was {listed}."
