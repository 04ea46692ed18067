"""Which known name a name that somebody printed or typed may mean: likely ones, never a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from award.domain.running_journeys import plain

# Words that half of all schools bear: they say little about which one is meant.
LITTLE: Final = frozenset({
    "the", "school", "primary", "academy", "community", "and", "centre", "of", "ce", "rc", "c", "e",
    "church", "england", "catholic", "voluntary", "aided", "controlled", "trust", "a",
})  # fmt: skip
MOST: Final = 3
LIKELY: Final = 0.72
SAME: Final = 1.0
OF_CORE: Final = 0.8  # how much the telling words weigh against the name as a whole


@dataclass(frozen=True, slots=True)
class Guess:
    """A known thing that a name may mean, and how alike they are, from 0 to 1."""

    key: int
    name: str
    likeness: float


def core(name: str) -> str:
    """The words that tell one school from another; a place that follows “in” is left out."""
    words = plain(name).split()
    if "in" in words[1:]:
        words = words[: words.index("in", 1)]
    telling = [one for one in words if one not in LITTLE]
    return " ".join(telling or words)


def likeness(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1; 1 where they differ in nothing that is read."""
    if plain(name) == plain(other):
        return SAME
    whole = SequenceMatcher(None, plain(name), plain(other)).ratio()
    telling = SequenceMatcher(None, core(name), core(other)).ratio()
    return min(0.99, OF_CORE * telling + (1 - OF_CORE) * whole)


def guesses(name: str, known: Mapping[int, Iterable[str]], *, most: int = MOST) -> list[Guess]:
    """The likeliest of what is known, the best first; ``known`` has every name that each had."""
    found = []
    for key, names in known.items():
        best = max(((likeness(name, one), one) for one in names), default=(0.0, ""))
        if best[0] >= LIKELY:
            found.append(Guess(key, best[1], best[0]))
    return sorted(found, key=lambda one: (-one.likeness, one.name))[:most]
