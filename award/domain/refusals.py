"""How the rules refuse: two statements, each with sentences that a person can act on."""

from collections.abc import Iterable, Mapping
from typing import Final

IN_ANOTHER_WINDOW: Final = "In another window you"
SOMEBODY_ELSE: Final = "Somebody else"


class NotAllowed(Exception):
    """The wrong person, or the wrong stage: asking again with more work done changes nothing."""


class AtAnswer(str):
    """A sentence about one answer of a form; ``of`` names the answer, as the actions call it."""

    __slots__ = ("of",)
    of: str

    def __new__(cls, words: str, of: str) -> "AtAnswer":
        """The sentence, with the answer that it speaks of."""
        made = super().__new__(cls, words)
        made.of = of
        return made


class NotReady(Exception):
    """Something is still missing; ``blockers`` says what, one sentence each.

    ``of`` names the answer that they speak of, as the actions call it; empty for none alone.
    A sentence that is an AtAnswer speaks of its own.
    ``said`` has each sentence with the name of its own answer.
    """

    def __init__(self, *blockers: str, of: str = "") -> None:
        super().__init__(" ".join(blockers))
        self.of = of
        self.blockers: tuple[str, ...] = blockers
        self.said: tuple[tuple[str, str], ...] = tuple(
            (one.of if isinstance(one, AtAnswer) else of, one) for one in blockers
        )

    @classmethod
    def together(cls, refusals: "Iterable[NotReady]") -> "NotReady":
        """One refusal of several answers, each with its own sentences."""
        said = tuple(pair for one in refusals for pair in one.said)
        whole = cls(*(words for _, words in said))
        whole.said = said
        return whole

    def renamed(self, names: Mapping[str, str]) -> "NotReady":
        """The same, where a form calls its answers by names of its own."""
        return self.together(NotReady(words, of=names.get(of, of)) for of, words in self.said)


def who_was_faster(last_id: int | None, by_id: int | None) -> str:
    """Who changed something first, to whoever was writing: somebody else, or they themselves."""
    return IN_ANOTHER_WINDOW if last_id is not None and last_id == by_id else SOMEBODY_ELSE


class Stale(Exception):
    """Somebody else changed the same thing first; nothing was overwritten.

    ``without_words`` says it where nothing was written that could be kept.
    """

    def __init__(self, what: str = "this page", *, who: str = SOMEBODY_ELSE) -> None:
        self.without_words = (
            f"{who} changed {what} meanwhile. Look at what is there now, then decide again."
        )
        super().__init__(
            f"{who} changed {what} while you were writing. Your words are kept below: "
            "compare them with what is there now, then save again."
        )


class NotFound(Exception):
    """It is not there, or not for this person to see: the answer is the same."""


class Over(NotFound):
    """Closed to everybody by now; its sentences say what came of it, to who knew of it."""


class Tied(NotFound):
    """Closed to somebody by a tie of their own, which they know of; says to which setting."""
