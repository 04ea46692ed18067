"""What was taken out of a text and what was put in, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

WORD: Final = re.compile(r"\S+\s*|\s+")


class Change(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Stretch:
    """Some words in a row that share one fate."""

    change: Change
    words: str


def text_changes(before: str, after: str) -> list[Stretch]:
    """The two texts as one: what stayed, what went and what came, in the order of reading."""
    old, new = WORD.findall(before), WORD.findall(after)
    found = SequenceMatcher(None, old, new, autojunk=False)
    stretches: list[Stretch] = []
    for _, i, j, k, m in found.get_opcodes():
        stretches += _stretches("".join(old[i:j]), "".join(new[k:m]))
    return stretches


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    if before == after:
        yield Stretch(Change.SAME, before)
        return
    if before:
        yield Stretch(Change.OUT, before)
    if after:
        yield Stretch(Change.IN, after)
