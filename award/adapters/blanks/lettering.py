"""Sets lines of letters as glyphs, one after the other, in the typefaces of a folder."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final
from unicodedata import bidirectional

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from award.adapters.typefaces import Typeface, Voice, typefaces_in

_FORWARD: Final = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS", "NSM"})


class NotPlain(Exception):
    """These letters need more than to be set one after the other."""


@dataclass(frozen=True)
class Run:
    """Glyphs of one typeface, as a PDF shows them. The width is in parts of the size of the type.

    ``stand_for`` says what each glyph is read as.
    """

    typeface: str
    shown: str
    width: float
    count: int
    stand_for: Mapping[int, str]


@dataclass(frozen=True)
class Letters:
    """A typeface as the shaper reads it."""

    face: hb.Face
    font: hb.Font
    units: int
    ascent: int
    descent: int
    box: tuple[int, int, int, int]

    def thousandths(self, length: float) -> int:
        """A length in the unit of a PDF's glyphs."""
        return round(length * 1000 / self.units)

    def width(self, glyph: int) -> int:
        """How far the glyph moves on by itself, in that unit."""
        return self.thousandths(self.font.get_glyph_h_advance(glyph))


@lru_cache(maxsize=1024)
def set_line(
    folder: Path, voice: Voice, words: str, language: str, features: tuple[str, ...]
) -> tuple[Run, ...]:
    """The line as runs of glyphs. Raises NotPlain where a glyph has to be moved about."""
    if any(_needs_more(letter) for letter in words):
        raise NotPlain(words)
    faces = typefaces_in(folder).needed_for(voice, words)
    pieces = groupby(words, key=lambda letter: _name_of(faces, letter))
    return tuple(
        _run(folder, name, "".join(letters), language, features) for name, letters in pieces
    )


def agree(stand_for: dict[int, str], glyph: int, letters: str) -> None:
    """Notes what a glyph is read as. Raises NotPlain where it is read as something else."""
    if stand_for.setdefault(glyph, letters) != letters:
        raise NotPlain(letters)


@cache
def letters_of(folder: Path, name: str) -> Letters:
    """The typeface of this name, unpacked once."""
    plain = typefaces_in(folder).unpacked(name)
    with TTFont(io.BytesIO(plain), lazy=True) as font:
        head, lines = font["head"], font["hhea"]
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        units, ascent, descent = head.unitsPerEm, lines.ascent, lines.descent
    face = hb.Face(plain)
    return Letters(face, hb.Font(face), units, ascent, descent, box)


def _run(folder: Path, name: str, words: str, language: str, features: tuple[str, ...]) -> Run:
    letters = letters_of(folder, name)
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    buffer.direction, buffer.language = "ltr", language
    hb.shape(letters.font, buffer, dict.fromkeys(features, True))
    stand_for: dict[int, str] = {}
    shown, width = "", 0
    ends = [*(one.cluster for one in buffer.glyph_infos[1:]), len(words)]
    for glyph, where, end in zip(buffer.glyph_infos, buffer.glyph_positions, ends, strict=True):
        said = words[glyph.cluster : end]
        if not said or not glyph.codepoint or where.x_offset or where.y_offset:
            raise NotPlain(words)
        agree(stand_for, glyph.codepoint, said)
        own, moved = letters.width(glyph.codepoint), letters.thousandths(where.x_advance)
        shown += f"{glyph.codepoint:04x}" + (f">{own - moved}<" if own != moved else "")
        width += moved
    return Run(name, f"[<{shown}>]".replace("<>", ""), width / 1000, len(ends), stand_for)


def _needs_more(letter: str) -> bool:
    """Whether a letter runs from right to left, changes its neighbours, or is drawn before them."""
    return bidirectional(letter) not in _FORWARD or "\u0900" <= letter <= "\u1dff"


def _name_of(faces: Iterable[Typeface], letter: str) -> str:
    """The first typeface that has the letter; the first of all for what is not drawn."""
    liked = list(faces)
    return next((one.name for one in liked if ord(letter) in one.widths), liked[0].name)
