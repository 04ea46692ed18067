"""Composes the page of a certificate: its words, its square code, its drawings and its type."""

import base64
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image

from award.adapters.typefaces import Typefaces, Voice
from award.adapters.typesetting import Frame, Lines, set_in, tidy
from award.domain.brand import grey_of, greyed
from award.domain.certificate_words import USUAL, CertificateWords, from_text
from award.domain.certificates import CertificateFace, Signatory
from award.domain.checking_codes import grouped

ROOT: Final = Path(__file__).parents[2]
TEMPLATES: Final = ROOT / "templates" / "certificate"
DRAWINGS: Final = ROOT / "static" / "certificate"
USUAL_BRAND: Final = "#0b4f4a"
SCHEME: Final = "certificate:"
"""How the page names its own drawings and fonts; nothing else answers to it."""
SQUARE_BORDER: Final = 2
"""How many empty squares stand around the code."""

_NAME: Final = Frame(
    width=650,
    sizes=(54, 49, 44, 39, 35, 31, 28, 25, 22, 19, 16, 13),
    most_lines=5,
    height=99,
)
_AWARD: Final = Frame(width=560, sizes=(38, 34, 30, 26, 22, 18), most_lines=1)
_AUTHORITY: Final = Frame(width=500, sizes=(11, 10, 9, 8), most_lines=1)
_OPENING: Final = Frame(width=650, sizes=(16, 15, 14, 13, 12, 11, 10, 9), most_lines=1)
_CITATION: Final = Frame(width=560, sizes=(16, 15, 14, 13, 12, 11, 10, 9), most_lines=3, height=46)
_PAPER: Final = Frame(width=168, sizes=(8, 7.5, 7, 6, 5), most_lines=2)
_ROOM_TO_SIGN: Final = {1: 168, 2: 122, 3: 80}
"""How wide each signatory's place is, in points, when so many share the row."""

_ADDRESS: Final = Frame(width=168, sizes=(10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5), most_lines=1)


@dataclass(frozen=True)
class Signature:
    """A signatory as set below the line on which they sign."""

    name: Lines
    title: Lines
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Page:
    """One certificate, composed: every text with its size and its lines."""

    face: CertificateFace
    at: datetime
    typefaces: Typefaces

    @cached_property
    def words(self) -> CertificateWords:
        return from_text(self.face.words)

    @cached_property
    def colour(self) -> str:
        colour = self.face.brand_colour.lower()
        return grey_of(colour) if self.face.grey else colour

    @cached_property
    def logo(self) -> str:
        return _grey_picture(self.face.logo) if self.face.grey else self.face.logo

    @cached_property
    def name(self) -> Lines:
        return set_in(_NAME, tidy(self.face.setting_name), Voice.DISPLAY, self.typefaces)

    @cached_property
    def award(self) -> Lines:
        return set_in(_AWARD, tidy(self.face.award_name), Voice.DISPLAY, self.typefaces)

    @cached_property
    def authority(self) -> Lines:
        return set_in(_AUTHORITY, tidy(self.face.authority_name), Voice.STRONG, self.typefaces)

    @cached_property
    def subtitle(self) -> str:
        level = self.face.level
        return f"{self.words.kind} · {tidy(level)}" if level else self.words.kind

    @cached_property
    def opening(self) -> Lines:
        return set_in(_OPENING, tidy(self.words.opening), Voice.TEXT, self.typefaces)

    @cached_property
    def citation(self) -> Lines:
        return set_in(_CITATION, tidy(self.words.citation), Voice.TEXT, self.typefaces)

    @cached_property
    def dates(self) -> str:
        face, words = self.face, self.words
        said = {
            "awarded": words.said(face.awarded_on),
            "begins": words.said(face.valid_from),
            "until": words.said(face.valid_until),
        }
        later = face.valid_from != face.awarded_on
        return (words.dates_later if later else words.dates).format(**said)

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        return tuple(self._signature(signatory) for signatory in self.face.signatories)

    @cached_property
    def address(self) -> Lines:
        return set_in(_ADDRESS, spoken_address(self.face.check_url), Voice.STRONG, self.typefaces)

    @cached_property
    def code(self) -> str:
        return grouped(self.face.code)

    @cached_property
    def paper(self) -> Lines:
        """What a person quotes when they write about this certificate."""
        return set_in(_PAPER, self.paper_words, Voice.LABEL, self.typefaces)

    @property
    def paper_words(self) -> str:
        number, framework = tidy(self.face.number), tidy(self.face.framework_version)
        return self.words.paper.format(number=number, framework=framework)

    @property
    def subject(self) -> str:
        return " ".join(self.paper.lines)

    @cached_property
    def title(self) -> str:
        names = {"award": tidy(self.face.award_name), "setting": tidy(self.face.setting_name)}
        title = self.words.title.format(**names)
        return f"{self.words.specimen}. {title}" if self.face.specimen else title

    @cached_property
    def square_code(self) -> str:
        return square_code(self.face.check_url, grey=self.face.grey)

    def texts(self) -> Mapping[Voice, str]:
        """Every letter that each voice has to draw."""
        signed = [line for one in self.signatures for line in one.name.lines]
        titles = [line for one in self.signatures for line in one.title.lines]
        own = self.words
        words = " ".join((own.opening, own.specimen, own.check_at, own.check_with, own.kind))
        return {
            Voice.DISPLAY: _all(self.name.lines, self.award.lines, words),
            Voice.TEXT: _all(self.citation.lines, words, self.dates),
            Voice.LABEL: _all(titles, self.paper.lines, self.subtitle, words),
            Voice.STRONG: _all(self.authority.lines, self.address.lines, signed, self.code, words),
        }

    def html(self) -> str:
        """The page, with everything that came from people escaped."""
        return templates().get_template("certificate.html").render(page=self, face=self.face)

    def _signature(self, signatory: Signatory) -> Signature:
        room = _ROOM_TO_SIGN[len(self.face.signatories)]
        name = Frame(room, (9.5, 9, 8.5, 8, 7), most_lines=2, height=24, comfortable=8.5)
        title = Frame(room, (8.5, 8, 7.5, 7, 6), most_lines=4, height=37, comfortable=8)
        return Signature(
            set_in(name, tidy(signatory.name), Voice.STRONG, self.typefaces),
            set_in(title, tidy(signatory.title), Voice.LABEL, self.typefaces),
            _grey_picture(signatory.picture) if self.face.grey else signatory.picture,
            tidy(signatory.name),
        )


def said(day: date) -> str:
    """A day as people say it, whatever the machine's language: 14 July 2026."""
    return USUAL.said(day)


def spoken_address(check_url: str) -> str:
    """What a person types: the address without its scheme and without the code."""
    parts = urlsplit(check_url)
    return (parts.netloc + parts.path.rpartition("/")[0]).lower()


def square_code(check_url: str, *, grey: bool = False) -> str:
    """The QR code as a PNG in a data address, of the same bytes for the same address.

    In capitals it needs fewer squares, and the page it opens takes any case. The mask is fixed,
    since trying all eight takes most of the time and readers do not mind.
    """
    symbol = square_symbol(check_url)
    picture = io.BytesIO()
    dark, light = colours_of_square(grey=grey)
    symbol.save(picture, kind="png", scale=4, border=SQUARE_BORDER, dark=dark, light=light)
    return png_address(picture.getvalue())


def square_symbol(check_url: str) -> segno.QRCode:
    """The squares of the code."""
    return segno.make_qr(check_url.upper(), error="m", mask=3, boost_error=False)


def colours_of_square(*, grey: bool) -> tuple[str, str]:
    """Its dark and its light, which is the paper's."""
    return ("#2d2d2d", "#f8f8f8") if grey else ("#16302e", "#fbf8f1")


def drawings(brand_colour: str, *, grey: bool = False) -> Mapping[str, bytes]:
    """The border, seal and motif, in the authority's own colour or in greys as light as it."""
    found = {}
    for path in sorted(DRAWINGS.glob("*.svg")):
        drawn = path.read_text(encoding="utf-8").replace(USUAL_BRAND, brand_colour.lower())
        found[f"{SCHEME}{path.name}"] = (greyed(drawn) if grey else drawn).encode()
    return found


@lru_cache(maxsize=8)
def _grey_picture(address: str) -> str:
    """The same picture without its colours."""
    if not address:
        return ""
    content = base64.b64decode(address.partition(",")[2])
    made = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
        picture.convert("LA").save(made, "PNG", optimize=True)
    return png_address(made.getvalue())


def png_address(content: bytes) -> str:
    """A picture as an address that holds all of it."""
    return "data:image/png;base64," + base64.b64encode(content).decode()


@cache
def templates() -> Environment:
    """The certificate's own templates: everything is escaped, and a missing word is a fault."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    templates.filters["on_lines"] = on_lines
    return templates


def on_lines(text: Lines) -> Markup:
    """Each line in an element of its own, with the space that a reader's copy needs between."""
    return Markup(" ").join(
        Markup('<span class="line">{}</span>').format(line) for line in text.lines
    )


def _all(*texts: str | Iterable[str]) -> str:
    return " ".join(text if isinstance(text, str) else " ".join(text) for text in texts)
