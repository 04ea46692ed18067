"""What the child that reads a file hands back: one line a page, and a picture beside it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1 << 20
LIST: Final = "pages.jsonl"


class CannotShow(Exception):
    """Nothing of this file can be shown in a browser; it can be downloaded."""


@dataclass(frozen=True)
class Limits:
    """How much one file may ask for. What goes beyond is left to the download."""

    pages: int = 50
    pixels: int = 80_000_000
    width: int = 1400
    height: int = 4000
    small: int = 320
    letters: int = 20_000
    lines: int = 500
    columns: int = 20
    rows: int = 50
    memory_bytes: int = 1024 * MEGABYTE
    cpu_seconds: int = 60
    seconds: int = 120
    picture_bytes: int = 8 * MEGABYTE


LIMITS: Final = Limits()


@dataclass(frozen=True)
class Sheet:
    """One page: ``look`` is picture, text or table; pictures are WebP files of these names."""

    number: int
    look: str
    heading: str = ""
    text: str = ""
    width: int = 0
    height: int = 0

    @property
    def picture(self) -> str:
        return f"{self.number:04}.webp"

    @property
    def small(self) -> str:
        return f"{self.number:04}-small.webp"


@dataclass(frozen=True)
class Made:
    """The pages that were made, in order, and how many the file has in all."""

    sheets: tuple[Sheet, ...]
    pages_in_all: int


def clean(words: str, most: int) -> str:
    """Words without signs that a database or a page cannot hold, and not endlessly many."""
    kept = "".join(
        one if one.isprintable() or one in "\n\t" else " "
        for one in words[: most + 1].replace("\r\n", "\n").replace("\r", "\n")
    )
    return kept[:most].rstrip() + (" …" if len(words) > most else "")


class Writer:
    """Writes pages down as they are done, so that what was done is there when the child dies."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits, self.count = folder, limits, 0
        self._lines = (folder / LIST).open("w", encoding="utf-8")

    def say_total(self, pages: int) -> None:
        """Say how many pages the file has, shown or not."""
        self._write({"total": pages})

    def next(self, look: str, *, heading: str = "", text: str = "") -> Sheet:
        """The next page, not yet written down."""
        self.count += 1
        letters = self.limits.letters
        return Sheet(self.count, look, clean(heading, 200), clean(text, letters))

    def keep(self, sheet: Sheet) -> None:
        """Write a page down; its picture lies beside it already."""
        self._write(asdict(sheet))

    def _write(self, line: dict[str, object]) -> None:
        self._lines.write(json.dumps(line) + "\n")
        self._lines.flush()
