"""Writes lines and pictures onto a page, and the tree that tells readers what each of them is."""

from collections.abc import Iterator
from math import cos, sin
from pathlib import Path
from typing import Final

from award.adapters.blanks.embedding import embedded
from award.adapters.blanks.laying_out import Blank, Box, Place
from award.adapters.blanks.lettering import NotPlain, Run, agree, set_line
from award.adapters.blanks.objects import Objects, reference, text
from award.adapters.blanks.pictures import add_picture, add_square
from award.adapters.blanks.wording import Figure, Part, parts_of
from award.adapters.certificates import Page

_LITTLE: Final = 0.5
"""How far a line may go beyond its room, in points: the renderer's own measures differ by less."""


class Writing:
    """One page that is written. ``tree`` is how the catalogue refers to its structure."""

    def __init__(self, objects: Objects, blank: Blank, fonts: Path, language: str) -> None:
        self._objects, self._blank, self._fonts, self._language = objects, blank, fonts, language
        self._page, self._pages, self._root, self._whole = (objects.keep_place() for _ in range(4))
        self.tree = reference(self._root)
        self._drawn: list[str] = []
        self._pictures: list[str] = []
        self._used: dict[str, dict[int, str]] = {}
        self._marked: list[str] = []
        self._parts: list[str] = []
        self._link = ("", "")

    def write(self, page: Page) -> None:
        """Everything that is on the certificate. Raises NotPlain for what does not fit simply."""
        places, boxes = iter(self._blank.places), iter(self._blank.boxes)
        for part in parts_of(page):
            if isinstance(part, Figure):
                self._draw(part, next(boxes), page)
            else:
                self._say(part, places)
        if [*places, *boxes]:
            raise NotPlain("the page has more places than words")

    def finish(self) -> str:
        """Puts the page together; answers how the catalogue refers to the pages."""
        objects, blank = self._objects, self._blank
        own = objects.add_stream("", "\n".join(self._drawn).encode("ascii"))
        fonts = " ".join(
            f"{_short(number)} {self._embed(name, used)}"
            for number, (name, used) in enumerate(self._used.items())
        )
        pictures = " ".join((blank.pictures, *self._pictures))
        note, link = self._link
        objects.put(
            self._page,
            f"<</Type /Page /Parent {reference(self._pages)} /MediaBox {blank.sides} "
            f"/TrimBox {blank.sides} /Contents [{blank.ground} {own}] /StructParents 0 /Tabs /S "
            f"/Annots [{note}] /Resources <<{blank.resources} /XObject <<{pictures}>> "
            f"/Font <<{fonts}>>>>>>",
        )
        objects.put(self._pages, f"<</Type /Pages /Count 1 /Kids [{reference(self._page)}]>>")
        objects.put(
            self._whole,
            f"<</Type /StructElem /S /Document /P {self.tree} /K [{' '.join(self._parts)}]>>",
        )
        objects.put(
            self._root,
            f"<</Type /StructTreeRoot /K [{reference(self._whole)}] "
            f"/ParentTree <</Nums [0 [{' '.join(self._marked)}] 1 {link}]>>>>",
        )
        return reference(self._pages)

    def _embed(self, name: str, used: dict[int, str]) -> str:
        return embedded(self._fonts, name, frozenset(used.items())).added_to(self._objects)

    def _draw(self, figure: Figure, box: Box, page: Page) -> None:
        if figure.address:
            shown = add_picture(self._objects, figure.address)
        else:
            shown = add_square(self._objects, page.face.check_url, grey=page.face.grey)
        name, number = f"/p{len(self._pictures)}", len(self._marked)
        self._pictures.append(f"{name} {shown}")
        self._drawn += [
            f"/Figure <</MCID {number}>> BDC",
            f"q {box.width:g} 0 0 {box.height:g} {box.left:g} {box.bottom:g} cm {name} Do Q",
            "EMC",
        ]
        sides = f"{box.left:g} {box.bottom:g} {box.left + box.width:g} {box.bottom + box.height:g}"
        self._mark(
            1,
            self._add_part(
                "Figure",
                f"{number}",
                f"/Alt {text(figure.says)} /A <</O /Layout /Placement /Block /BBox [{sides}]>>",
            ),
        )

    def _say(self, part: Part, places: Iterator[Place]) -> None:
        language = part.language or self._language
        first = len(self._marked)
        for number, line in enumerate(part.lines, start=first):
            place = next(places)
            self._drawn.append(f"/{part.tag} <</MCID {number}>> BDC")
            left, right = self._set(line, place, language)
            self._drawn.append("EMC")
        numbers = " ".join(str(number) for number in range(first, first + len(part.lines)))
        if part.link:
            sides = f"{left:g} {place.bottom:g} {right:g} {place.top:g}"
            self._lead(numbers, part.link, sides)
        else:
            spoken = f"/Lang {text(part.language)}" if part.language else ""
            self._mark(len(part.lines), self._add_part(part.tag, numbers, spoken))

    def _lead(self, numbers: str, address: str, sides: str) -> None:
        """A paragraph that is a link, and the place where it can be followed."""
        note = self._objects.add(
            f"<</Type /Annot /Subtype /Link /Rect [{sides}] /BS <</W 0>> /F 4 /StructParent 1 "
            f"/Contents {text(address)} "
            f"/A <</Type /Action /S /URI /URI {_address(address)}>>>>"
        )
        around, page = self._objects.keep_place(), reference(self._page)
        link = self._objects.add(
            f"<</Type /StructElem /S /Link /P {reference(around)} /Pg {page} "
            f"/K [{numbers} <</Type /OBJR /Obj {note} /Pg {page}>>]>>"
        )
        self._objects.put(
            around,
            f"<</Type /StructElem /S /P /P {reference(self._whole)} /K [{link}]>>",
        )
        self._parts.append(reference(around))
        self._mark(len(numbers.split()), link)
        self._link = (note, link)

    def _add_part(self, tag: str, numbers: str, more: str) -> str:
        part = self._objects.add(
            f"<</Type /StructElem /S /{tag} /P {reference(self._whole)} "
            f"/Pg {reference(self._page)} /K [{numbers}] {more}>>"
        )
        self._parts.append(part)
        return part

    def _mark(self, count: int, part: str) -> None:
        self._marked += [part] * count

    def _set(self, line: str, place: Place, language: str) -> tuple[float, float]:
        """Writes a line where it goes; answers where it begins and ends."""
        words = line.rstrip(" ")
        runs = set_line(self._fonts, place.voice, words, language, place.features)
        wide = sum(run.width * place.size + run.count * place.spacing for run in runs)
        if wide > place.right - place.left + _LITTLE:
            raise NotPlain(words)
        left = place.anchor - place.towards * wide
        if words != line:
            runs += set_line(self._fonts, place.voice, " ", language, place.features)
        shown = " ".join(f"{self._named(run)} {place.size:g} Tf {run.shown} TJ" for run in runs)
        begins = _matrix(place, left + place.spacing * place.towards)
        self._drawn.append(f"BT {place.colour} rg {place.spacing:g} Tc {begins} Tm {shown} ET")
        return round(left, 3), round(left + wide, 3)

    def _named(self, run: Run) -> str:
        """How the page refers to the typeface of these glyphs, which it will need."""
        used = self._used.setdefault(run.typeface, {})
        for glyph, said in run.stand_for.items():
            agree(used, glyph, said)
        return _short(list(self._used).index(run.typeface))


def _matrix(place: Place, left: float) -> str:
    """Where a line begins and how it is turned, as a PDF writes it."""
    cosine, sine = cos(place.angle), sin(place.angle)
    x, y = left - place.pivot[0], place.baseline - place.pivot[1]
    moved = (place.pivot[0] + x * cosine - y * sine, place.pivot[1] + x * sine + y * cosine)
    parts = (cosine, sine, 0 - sine, cosine, *moved)
    return " ".join(f"{part:.5f}".rstrip("0").rstrip(".") for part in parts).replace("-0 ", "0 ")


def _short(number: int) -> str:
    return f"/f{number}"


def _address(address: str) -> str:
    """An address as PDF writes it: no letter but those of ASCII, as in any address."""
    escaped = address.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"
