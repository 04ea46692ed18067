"""The typefaces of a certificate: their files, the letters each one has, and how wide they are."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from award.domain.certificates import CannotPrint


class Voice(StrEnum):
    """The four ways in which a certificate speaks."""

    DISPLAY = "display"
    TEXT = "text"
    LABEL = "label"
    STRONG = "strong"


def _subsets(family: str, weight: int) -> tuple[str, ...]:
    subsets = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext")
    return tuple(f"{family}-{subset}-{weight}-normal" for subset in subsets)


FILES_OF: Final[Mapping[Voice, tuple[str, ...]]] = {
    Voice.DISPLAY: _subsets("cormorant-garamond", 700),
    Voice.TEXT: _subsets("cormorant-garamond", 500),
    Voice.LABEL: _subsets("source-sans-3", 400),
    Voice.STRONG: _subsets("source-sans-3", 600),
}
"""The files of each voice, the likeliest first."""

OTHER_SCRIPTS: Final = (
    "amiri-arabic-700-normal",
    "noto-serif-hebrew-hebrew-700-normal",
    "noto-serif-gujarati-gujarati-700-normal",
    "noto-serif-devanagari-devanagari-700-normal",
    "noto-serif-bengali-bengali-700-normal",
    "noto-serif-tamil-tamil-700-normal",
    "noto-sans-gurmukhi-gurmukhi-700-normal",
    "noto-serif-sc-chinese-simplified-700-normal",
)
"""What every voice falls back to for a letter that it does not have."""

JOINED_NARROWER: Final[Mapping[str, float]] = {"amiri-arabic-700-normal": 0.65}
"""How much of their own width letters take that join: words in this face measured 0.59 to 0.61."""

ALL_FILES: Final = tuple(
    f"{name}.woff2" for names in (*FILES_OF.values(), OTHER_SCRIPTS) for name in names
)
"""Every file that the build must put into the folder of fonts."""

UNPACKED_FROM: Final = 1_000_000
"""Files of so many bytes are unpacked by the build, since that takes seconds and much memory."""

_HASH_OF_BUILD: Final = re.compile(r"-[0-9a-f]{10}(?=\.(woff2|ttf)$)")


class NoTypeface(CannotPrint):
    """No typeface here has these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(
            "Spell the name without these signs, or ask for a typeface that has them: "
            + " ".join(letters)
        )
        self.letters = letters


class FontsNotBuilt(FileNotFoundError):
    """A font file is not where the build should have put it."""


@dataclass(frozen=True)
class Typeface:
    """One font file."""

    name: str
    content: bytes
    widths: Mapping[int, float]
    """How far each letter moves on, in parts of the size of the type."""


class Typefaces:
    """The font files in one folder, each opened when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, Typeface] = {}

    def named(self, name: str) -> Typeface:
        """The typeface of this name; refuses when the build has not brought it."""
        if name not in self._opened:
            self._opened[name] = _open(name, self._path(name))
        return self._opened[name]

    def unpacked(self, name: str) -> bytes:
        """The typeface of this name as shapers read it, unpacked here unless the build did."""
        path = self._paths.get(f"{name}.ttf")
        return path.read_bytes() if path else unpacked(self.named(name).content)

    def needed_for(self, voice: Voice, text: str) -> tuple[Typeface, ...]:
        """The fewest typefaces, in order of liking, that have every letter of the text."""
        missing = {ord(letter) for letter in text if _is_drawn(letter)}
        needed: list[Typeface] = []
        for typeface in self._candidates(voice):
            if not missing and needed:
                break
            if not needed or missing & typeface.widths.keys():
                needed.append(typeface)
                missing -= typeface.widths.keys()
        if missing:
            raise NoTypeface("".join(sorted(map(chr, missing))))
        return tuple(needed)

    def width(self, voice: Voice, text: str, size: float) -> float:
        """How wide the text is when set on one line, in the unit of the size."""
        faces = self.needed_for(voice, text)
        return size * sum(_advance(faces, ord(letter)) for letter in text)

    def _candidates(self, voice: Voice) -> Iterator[Typeface]:
        return map(self.named, (*FILES_OF[voice], *OTHER_SCRIPTS))

    def _path(self, name: str) -> Path:
        path = self._paths.get(f"{name}.woff2")
        if path is None:
            raise FontsNotBuilt(
                f"{name}.woff2 is not in {self._folder}. Build the styles and fonts again."
            )
        return path

    @cached_property
    def _paths(self) -> Mapping[str, Path]:
        found = sorted((*self._folder.rglob("*.woff2"), *self._folder.rglob("*.ttf")))
        return {_HASH_OF_BUILD.sub("", path.name): path for path in found}


@cache
def typefaces_in(folder: Path) -> Typefaces:
    """The same opened typefaces for everyone who asks for this folder."""
    return Typefaces(folder)


def unpacked(content: bytes) -> bytes:
    """A typeface as it was before it was packed; always the same for the same."""
    plain = io.BytesIO()
    with TTFont(io.BytesIO(content), recalcTimestamp=False) as font:
        font.flavor = None
        font.save(plain, reorderTables=None)
    return plain.getvalue()


def _open(name: str, path: Path) -> Typeface:
    content = path.read_bytes()
    with TTFont(path, lazy=True) as font:
        units = font["head"].unitsPerEm / JOINED_NARROWER.get(name, 1)
        advances = font["hmtx"].metrics
        widths = {
            letter: advances[glyph][0] / units for letter, glyph in font.getBestCmap().items()
        }
    return Typeface(name, content, widths)


def _advance(faces: Iterable[Typeface], letter: int) -> float:
    return next((face.widths[letter] for face in faces if letter in face.widths), 0.0)


def _is_drawn(letter: str) -> bool:
    """Spaces, and marks that only tell how neighbours join, need no drawing of their own."""
    return not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf"}
