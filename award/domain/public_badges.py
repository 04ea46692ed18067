"""The badge that a setting shows on its own web site: its words, and where their lines end."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from award.domain.award_moves import PublicWords
from award.domain.spoken import short_day

ROOM: Final = 218
NAME_SIZE: Final = 15
LEADING: Final = 20
STATE_ROOM: Final = 204
STATE_SIZE: Final = 12
STATE_LEADING: Final = 16
AROUND: Final = 84
"""What stands above and below the name, in dots of the drawing."""

LOWEST: Final = 112
WIDE: Final = frozenset("WF")
JOINERS: Final = frozenset("\u200c\u200d")
VIRAMA: Final = 9
HELD: Final = frozenset({PublicWords.VALID, PublicWords.IN_GRACE})


@dataclass(frozen=True)
class Badge:
    """What a badge says today. ``name`` is empty where a setting is not to be named."""

    authority: str
    name: str
    words: PublicWords
    valid_until: date

    @property
    def is_held(self) -> bool:
        """Whether the setting holds the award today, so that the badge stands in colour."""
        return self.words in HELD

    @property
    def whose(self) -> str:
        return self.name or f"A setting in {self.authority}"

    @property
    def state(self) -> str:
        """How the award stands today, in one line."""
        until = short_day(self.valid_until)
        said = {
            PublicWords.VALID: f"Valid until {until}",
            PublicWords.IN_GRACE: "Being renewed, in its term of grace",
            PublicWords.EXPIRED: f"Ended on {until}",
            PublicWords.REVOKED: "Taken back",
        }
        return said.get(self.words, str(self.words).capitalize())

    @property
    def told(self) -> str:
        """The whole badge in a sentence, for who does not see it."""
        award = f"Positive and Peaceful Places, the award of {self.authority}"
        return f"{award}. {self.whose}: {self.state}."

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(lines_of(self.whose))

    @property
    def state_lines(self) -> tuple[str, ...]:
        return tuple(lines_of(self.state, STATE_ROOM, STATE_SIZE))

    @property
    def height(self) -> int:
        more = (len(self.state_lines) - 1) * STATE_LEADING
        return max(LOWEST, AROUND + len(self.lines) * LEADING) + more


def lines_of(text: str, room: float = ROOM, size: float = NAME_SIZE) -> Iterable[str]:
    """The text in lines that fit, broken between words, and within one only where it must be.

    Whose browser draws it and with which letters is not known, so each is taken for a wide one.
    """
    line = ""
    for word in _pieces(text, room, size):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def width_of(text: str, size: float) -> float:
    """About how wide this is, rather too much than too little."""
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    if unicodedata.category(letter).startswith("M"):
        return 0
    if unicodedata.east_asian_width(letter) in WIDE or letter in "MW@":
        return 1
    return 0.7 if letter.isupper() else 0.57


def _pieces(text: str, room: float, size: float) -> Iterable[str]:
    """The words; one that is wider than a line in parts, never parted from its marks."""
    for word in text.split():
        part = ""
        for letter in word:
            if part and width_of(part + letter, size) > room and not _joined(part[-1], letter):
                yield part
                part = ""
            part += letter
        yield part


def _joined(one: str, next_one: str) -> bool:
    """Whether two letters are drawn as one: a mark, a joiner, or a consonant after a virama."""
    marked = unicodedata.category(next_one).startswith("M") or JOINERS & {one, next_one}
    return bool(marked) or unicodedata.combining(one) == VIRAMA
