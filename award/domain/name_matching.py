"""Which known name a name that somebody printed or typed may mean: likely ones, never a verdict."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest
from itertools import chain
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
MOST_NEAR: Final = 5
MOST_WORDS: Final = 6
ALIKE: Final = 0.75  # one letter wrong, left out or doubled in a word of four
MOST_ALIKE: Final = 50  # words that one typed word may mean
MOST_COMPARED: Final = 50  # names that are compared with one, letter by letter


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


class Names:
    """Every name that each known thing has or had, so arranged that few need to be compared."""

    def __init__(self, of: Mapping[int, Iterable[str]]) -> None:
        self.of = {key: tuple(names) for key, names in of.items()}
        self._named = [(key, name) for key, names in self.of.items() for name in names]
        self._bearing, self._pairs = defaultdict[str, list[int]](list), list[int]()
        for place, (_, name) in enumerate(self._named):
            pairs = _pairs(name)
            self._pairs.append(len(pairs))
            for pair in pairs:
                self._bearing[pair].append(place)

    def worth_comparing(self, name: str) -> Iterable[tuple[int, str]]:
        """The names whose telling words share most pairs of letters with this one, with whose."""
        pairs = _pairs(name)
        shared = Counter(chain.from_iterable(self._bearing.get(one, ()) for one in pairs))
        most = nlargest(
            MOST_COMPARED, shared, key=lambda one: shared[one] / (len(pairs) + self._pairs[one])
        )
        return [self._named[one] for one in most]


def guesses(name: str, known: Names, *, most: int = MOST) -> list[Guess]:
    """The likeliest of what is known, the best first."""
    best = dict[int, Guess]()
    for key, one in known.worth_comparing(name):
        guess = Guess(key, one, likeness(name, one))
        if guess.likeness >= LIKELY and (key not in best or best[key].likeness < guess.likeness):
            best[key] = guess
    return sorted(best.values(), key=lambda one: (-one.likeness, one.name))[:most]


def near(typed: str, known: Mapping[int, str], *, most: int = MOST_NEAR) -> list[Guess]:
    """The names that somebody may mean who typed only a part, and that with a slip; best first.

    Each telling word that was typed is like a word of the name. Thousands of names are looked
    through while somebody waits, so words are compared and not whole names.
    """
    written, bearing = defaultdict[str, list[int]](list), defaultdict[str, set[int]](set)
    for key, name in known.items():
        for part in name.split():
            written[part].append(key)
    for part, keys in written.items():
        for word in _bare(part).split():
            bearing[word].update(keys)
    totals: dict[int, float] = dict.fromkeys(known, 0.0)
    for word in _bare(core(typed)).split()[:MOST_WORDS]:
        found = _bearing_like(word, bearing)
        totals = {key: totals[key] + found[key] for key in totals.keys() & found.keys()}
    best = sorted(totals, key=lambda key: (-totals[key], known[key].casefold()))[:MOST_ALIKE]
    guessed = [Guess(key, known[key], likeness(typed, known[key])) for key in best if totals[key]]
    return sorted(guessed, key=lambda one: (-totals[one.key], -one.likeness, one.name))[:most]


def same_place(typed: str, known: Mapping[int, str], *, most: int = MOST_NEAR) -> list[Guess]:
    """The names that a whole name, newly typed, may mean; best first."""
    found = [one for one in near(typed, known, most=MOST_ALIKE) if one.likeness >= LIKELY]
    return sorted(found, key=lambda one: (-one.likeness, one.name))[:most]


def _bearing_like(word: str, bearing: Mapping[str, set[int]]) -> dict[int, float]:
    """Which names have a word like this one, and how like it is."""
    alike = {word: SAME} if word in bearing else {}
    for one in get_close_matches(word, bearing, n=MOST_ALIKE, cutoff=ALIKE):
        alike[one] = SequenceMatcher(None, one, word).ratio()
    found: dict[int, float] = {}
    for one, much in alike.items():
        for key in bearing[one]:
            found[key] = max(found.get(key, 0.0), much)
    return found


def _pairs(name: str) -> set[str]:
    """The pairs of letters in the telling words of a name, with where a word begins and ends."""
    words = f" {core(name)} "
    return {words[n : n + 2] for n in range(len(words) - 1)}


def _bare(words: str) -> str:
    """Words as they are compared, their letters without accents too."""
    apart = unicodedata.normalize("NFKD", words)
    return plain("".join(one for one in apart if not unicodedata.combining(one)))
