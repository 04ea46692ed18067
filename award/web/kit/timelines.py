"""Histories that are short to read: what one person did many times over on a day is told once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from award.storage.days import day_of


@dataclass(frozen=True)
class Line:
    """One line of history, in words; each row of ``text`` stands in a row of its own.

    ``alone``: what it tells of takes the place of what was before, and is told by itself.
    """

    when: datetime
    what: str
    text: str
    who: str
    is_move: bool
    alone: bool = False


def gathered(lines: Iterable[Line]) -> list[Line]:
    """The lines in their order, those of one kind, person and day as one; never two moves.

    Inside such a line the oldest stands first, as it was done. Its moment is the newest.
    """
    found = []
    for key, group in groupby(lines, key=_key):
        several = list(group)
        if key[-1] or several[0].alone:
            found += several
            continue
        texts = dict.fromkeys(one.text for one in reversed(several) if one.text)
        found.append(replace(several[0], text="\n".join(texts)))
    return found


def _key(line: Line) -> tuple[object, ...]:
    return (day_of(line.when), line.what, line.who, line.is_move)
