"""Chooses the size of a text and where its lines end, so that it looks meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from award.adapters.typefaces import Typefaces, Voice

JOINERS: Final = "\u200c\u200d"  # They shape letters in Persian and in the scripts of India.
_IDEOGRAPHS: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_STAYS_WITH_NEXT: Final = {"St", "St.", "&", "Y", "of", "the", "and", "for", "a", "an", "in", "at"}


@dataclass(frozen=True)
class Lines:
    """A text as it will be set: the size in points, and each line."""

    size: float
    lines: tuple[str, ...]


def tidy(text: str) -> str:
    """The text in its composed form, without what cannot be seen or would turn it around."""
    composed = unicodedata.normalize("NFC", text)
    seen = (
        letter
        if letter in JOINERS or unicodedata.category(letter) not in {"Cf", "Cs", "Co"}
        else ""
        for letter in composed
    )
    spaced = (" " if unicodedata.category(letter) == "Cc" else letter for letter in "".join(seen))
    return " ".join("".join(spaced).split())


@dataclass(frozen=True)
class Frame:
    """The space that a text has: in points, with the sizes to try from large to small."""

    width: float
    sizes: tuple[float, ...]
    most_lines: int
    height: float = float("inf")
    leading: float = 1.2
    comfortable: float = 0
    """A lone word is better than type that is smaller than this."""

    def steps(self) -> Iterable[tuple[float, int]]:
        """Each size with each number of lines that the height allows, the largest first."""
        for size in self.sizes:
            for count in range(1, self.most_lines + 1):
                if count * size * self.leading <= self.height:
                    yield size, count


@lru_cache(maxsize=1024)
def set_in(frame: Frame, text: str, voice: Voice, typefaces: Typefaces) -> Lines:
    """The text as large as the frame allows, in lines of like width, none with a lone word.

    When no size can do that, a short word may end a line; then a lone word is let pass; then words
    are broken; what is still too long (nothing that a face of a certificate allows) stands in the
    smallest size.
    """
    words, between = tuple(_joined(text)), "" if _IDEOGRAPHS.search(text) else " "
    apart, letters = tuple(text.split(" ")) if between else words, tuple(text)
    for parts, shortest, gap in (
        (words, 2, between), (apart, 2, between), (words, 1, between), (letters, 1, ""),
    ):  # fmt: skip
        widths = tuple(typefaces.width(voice, part, 1) for part in parts)
        space = typefaces.width(voice, gap, 1)
        for size, count in frame.steps():
            if size < frame.comfortable and shortest > 1:
                break
            ends = _balanced(widths, space, count, shortest)
            if ends and _widest(widths, space, ends) * size <= frame.width:
                return Lines(size, _cut(parts, ends, gap))
    return Lines(frame.sizes[-1], (text,))


def _joined(text: str) -> Iterable[str]:
    """What no line may be broken within: words, short ones with the next; or single ideographs."""
    if _IDEOGRAPHS.search(text):
        yield from text
        return
    held = ""
    for word in text.split(" "):
        held = f"{held} {word}" if held else word
        if word not in _STAYS_WITH_NEXT:
            yield held
            held = ""
    if held:
        yield held


@lru_cache(maxsize=4096)
def _balanced(
    widths: tuple[float, ...], space: float, count: int, shortest: int
) -> tuple[int, ...]:
    """Where the lines end so that the widest is as narrow as can be; empty if that many cannot."""
    total = len(widths)
    if count > 1 and total < count * shortest:
        return ()
    best: dict[int, tuple[float, tuple[int, ...]]] = {
        end: (_measure(widths[:end], space), (end,)) for end in range(1, total + 1)
    }
    for line in range(2, count + 1):
        best = {
            end: min(
                (max(best[start][0], _measure(widths[start:end], space)), (*best[start][1], end))
                for start in range((line - 1) * shortest, end - shortest + 1)
                if start in best
            )
            for end in range(line * shortest, total + 1)
        }
    return best[total][1] if total in best else ()


def _measure(widths: Sequence[float], space: float) -> float:
    return sum(widths) + space * (len(widths) - 1)


def _widest(widths: Sequence[float], space: float, ends: Sequence[int]) -> float:
    starts = (0, *ends[:-1])
    return max(_measure(widths[start:end], space) for start, end in zip(starts, ends, strict=True))


def _cut(parts: Sequence[str], ends: Sequence[int], gap: str) -> tuple[str, ...]:
    starts = (0, *ends[:-1])
    return tuple(gap.join(parts[start:end]) for start, end in zip(starts, ends, strict=True))
