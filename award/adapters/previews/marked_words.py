"""Reads the words out of the XML of documents, one piece after another; no entity is resolved."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

CHUNK: Final = 1 << 16
MOST_BYTES: Final = 64 << 20
HEADING_STYLES: Final = ("heading", "title")


class NotPlain(Exception):
    """The XML defines signs of its own, or does not end."""


@dataclass
class Kept:
    """A paragraph, a heading (``begins``), or a row of a table with its cells."""

    words: str = ""
    begins: bool = False
    cells: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Marks:
    """Which elements hold what, by their name without its prefix."""

    paragraphs: tuple[str, ...]
    headings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # words stand in these alone; everywhere where it is empty
    breaks: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # begin a part, and are called by their attribute "name"
    rows: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


OFFICE: Final = Marks(paragraphs=("p",), words=("t",), breaks=("tab", "br", "cr"))
OPEN: Final = Marks(
    paragraphs=("p", "h"),
    headings=("h",),
    breaks=("tab", "line-break", "s"),
    parts=("table", "page"),
    rows=("table-row",),
    cells=("table-cell",),
)


class Reader:
    """Follows the elements of one document and gathers what was read whole."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.ready = marks, list[Kept]()
        self._paragraph: list[str] | None = None
        self._row: list[str] | None = None
        self._is_heading, self._deep = False, 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        bare = name.rpartition(":")[2]
        if bare in self.marks.parts and self._row is None:
            title = next((v for k, v in given.items() if k.rpartition(":")[2] == "name"), "")
            self.ready.append(Kept(title, begins=True))
        elif bare in self.marks.rows:
            self._row = []
        elif bare in self.marks.cells and self._row is not None:
            self._row.append("")
        elif bare in self.marks.paragraphs:
            self._paragraph, self._is_heading = [], bare in self.marks.headings
        elif bare == "pStyle":
            style = next((v for k, v in given.items() if k.endswith("val")), "").casefold()
            self._is_heading = style.startswith(HEADING_STYLES)
        elif bare in self.marks.breaks and self._paragraph is not None:
            self._paragraph.append(" ")
        self._deep += bare in self.marks.words

    def say(self, words: str) -> None:
        """Words between the elements."""
        if self._paragraph is not None and (self._deep or not self.marks.words):
            self._paragraph.append(words)

    def end(self, name: str) -> None:
        """An element ends."""
        bare = name.rpartition(":")[2]
        self._deep -= bare in self.marks.words
        if bare in self.marks.paragraphs and self._paragraph is not None:
            words = " ".join("".join(self._paragraph).split())
            self._paragraph = None
            if self._row:
                self._row[-1] = f"{self._row[-1]} {words}".strip()
            elif words:
                self.ready.append(Kept(words, begins=self._is_heading))
        elif bare in self.marks.rows and self._row is not None:
            if any(self._row):
                self.ready.append(Kept(cells=self._row))
            self._row = None


def words_in(packed: zipfile.ZipFile, member: str, marks: Marks) -> Iterator[Kept]:
    """What a member says, as it is read. Raises NotPlain where it defines signs of its own."""
    reader, parser, read = Reader(marks), expat.ParserCreate(), 0

    def refuse(*_: object) -> None:
        raise NotPlain

    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.say
    parser.StartDoctypeDeclHandler = refuse
    with packed.open(member) as content:
        while chunk := content.read(CHUNK):
            read += len(chunk)
            if read > MOST_BYTES:
                raise NotPlain
            parser.Parse(chunk, False)
            yield from reader.ready
            reader.ready.clear()
