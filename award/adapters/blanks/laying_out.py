"""Lays out the page of a certificate without its words, and says where each of them goes.

The styles remain the one place that says how a certificate looks: the page is laid out by the
renderer, with one letter on each line, and what it draws besides letters becomes the ground.
"""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

import atexit
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pikepdf
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import BlockBox, LineBox, ReplacedBox, TextBox
from weasyprint.layout.replaced import replacedbox_layout
from weasyprint.text.constants import NUMERIC_KEYS

from award.adapters.blanks.bare import bare_html
from award.adapters.blanks.objects import Moving, Objects
from award.adapters.certificates import Page, drawings
from award.adapters.pdf import dress, laid_out
from award.adapters.typefaces import FILES_OF, Voice

POINTS: Final = 0.75
"""How many points one of the renderer's units is."""

_VOICES: Final = {files[0]: voice for voice, files in FILES_OF.items()}


@dataclass(frozen=True)
class Place:
    """Where one line goes, in points from the page's lower left corner.

    ``towards`` is how much of the line lies left of ``anchor``: none, half or all of it. Between
    ``left`` and ``right`` it has room; ``top`` and ``bottom`` are those of the line. It is turned
    by ``angle``, against the clock, about the point where ``pivot`` lies.
    """

    voice: Voice
    size: float
    colour: str
    spacing: float
    features: tuple[str, ...]
    towards: float
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    angle: float
    pivot: tuple[float, float]

    @property
    def anchor(self) -> float:
        return self.left + (self.right - self.left) * self.towards


@dataclass(frozen=True)
class Box:
    """Where a picture goes, in points from the page's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Blank:
    """A certificate that waits for its words: places and boxes in the order of reading.

    ``objects`` are what every certificate on this blank begins with; the rest names some of them.
    """

    places: tuple[Place, ...]
    boxes: tuple[Box, ...]
    objects: tuple[bytes, ...]
    ground: str
    resources: str
    pictures: str
    intents: str
    sides: str
    described: str
    producer: str


def blank_for(page: Page, folder: Path) -> Blank:
    """The blank that this certificate is written on, laid out once for all that are alike."""
    return _blank(bare_html(page), page.face.brand_colour, folder, grey=page.face.grey)


@lru_cache(maxsize=64)
def _blank(html: str, brand_colour: str, folder: Path, *, grey: bool) -> Blank:
    needed = tuple((voice, files[:1]) for voice, files in FILES_OF.items())
    stylesheets, configuration = dress(needed, folder, grey=grey)
    sheet = laid_out(
        html,
        assets=drawings(brand_colour, grey=grey),
        stylesheets=stylesheets,
        font_configuration=configuration,
    )
    body = sheet.document.pages[0]._page_box  # noqa: SLF001 - it tells nobody where things are
    height = body.margin_height()
    places, boxes = tuple(_places(body, height)), tuple(_boxes(body, height))
    _take_words_out(body)
    with pikepdf.open(io.BytesIO(sheet.written())) as pdf:
        return _kept(pdf, places, boxes)


# What the renderer keeps of a page must not outlive it.
atexit.register(_blank.cache_clear)


def _places(part: Any, height: float, block: Any = None) -> Iterator[Place]:
    if isinstance(part, TextBox):
        yield _place(part, block, height)
    inside = part if isinstance(part, BlockBox) else block
    for one in getattr(part, "children", ()):
        yield from _places(getattr(one, "_box", one), height, inside)


def _place(letter: Any, block: Any, height: float) -> Place:
    style, left = letter.style, block.content_box_x()
    spacing, numerals = style["letter_spacing"], style["font_variant_numeric"]
    return Place(
        voice=_VOICES[style["font_family"][0]],
        size=_points(style["font_size"]),
        colour=" ".join(
            f"{part:.6f}".rstrip("0").rstrip(".") or "0"
            for part in get_color(style, "color").to("srgb").coordinates
        ),
        spacing=0 if spacing == "normal" else _points(spacing),
        features=() if numerals == "normal" else tuple(NUMERIC_KEYS[one] for one in numerals),
        towards={"center": 0.5, "right": 1.0}.get(block.style["text_align_all"], 0.0),
        left=_points(left),
        right=_points(left + block.width),
        top=_points(height - letter.position_y),
        bottom=_points(height - letter.position_y - letter.height),
        baseline=_points(height - letter.position_y - letter.baseline),
        angle=-sum(by for how, by in block.style["transform"] or () if how == "rotate"),
        pivot=(
            _points(block.border_box_x() + block.border_width() / 2),
            _points(height - block.border_box_y() - block.border_height() / 2),
        ),
    )


def _boxes(part: Any, height: float) -> Iterator[Box]:
    if isinstance(part, ReplacedBox):
        wide, high, left, top = replacedbox_layout(part)
        yield Box(*(_points(one) for one in (left, height - top - high, wide, high)))
    for one in getattr(part, "children", ()):
        yield from _boxes(getattr(one, "_box", one), height)


def _take_words_out(part: Any) -> None:
    """Leaves what is drawn besides letters and pictures: grounds, drawings and rules."""
    if hasattr(part, "children"):
        inner = [getattr(one, "_box", one) for one in part.children]
        part.children = [
            shown
            for shown, one in zip(part.children, inner, strict=True)
            if not isinstance(one, LineBox | ReplacedBox)
        ]
        for one in inner:
            _take_words_out(one)


def _kept(pdf: pikepdf.Pdf, places: tuple[Place, ...], boxes: tuple[Box, ...]) -> Blank:
    objects = Objects()
    moving, page = Moving(objects), pdf.pages[0]
    drawn = b"q\n" + page.Contents.read_bytes() + b"\nQ\n"
    resources = {name: moving.moved(value) for name, value in page.Resources.items()}
    pictures = resources.pop("/XObject", "<<>>")
    resources.pop("/Font", None)
    return Blank(
        places=places,
        boxes=boxes,
        ground=objects.add_stream("", drawn),
        resources=" ".join(f"{name} {value}" for name, value in resources.items()),
        pictures=pictures.removeprefix("<<").removesuffix(">>"),
        intents=moving.moved(pdf.Root.OutputIntents),
        sides=moving.moved(page.MediaBox),
        described=pdf.Root.Metadata.read_bytes().decode(),
        producer=str(pdf.docinfo["/Producer"]),
        objects=objects.shared(),
    )


def _points(length: float) -> float:
    return round(length * POINTS, 3)
