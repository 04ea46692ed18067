"""Makes the one page for those who govern a setting: A4, as a PDF that every reader can use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from award.adapters.certificates import ROOT, USUAL_BRAND, drawings
from award.adapters.pdf import BUILT_FONTS, Needed, dress, write_pdf
from award.adapters.typefaces import NoTypeface, Typefaces, Voice, typefaces_in
from award.adapters.typesetting import tidy

SHEETS: Final = ROOT / "templates" / "print"
STYLE: Final = SHEETS / "governors_pdf.css"
LONGEST: Final = 90
MUCH: Final = 1_400  # more letters than this are set smaller, to stay on one side
FEWEST_TYPED: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;’“”?() "


@dataclass(frozen=True)
class StandardStands:
    """One standard: how many of its criteria are ready."""

    title: str
    ready: int
    total: int


@dataclass(frozen=True)
class Planned:
    """One step to come: what, who leads it, and by when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class GovernorsPage:
    """All that the page says; the sentences are ready, the lists are short enough for one page."""

    setting_name: str
    authority_name: str
    on: str
    governs: str
    what_it_is: Sequence[str]
    stands: str
    standards: Sequence[StandardStands]
    left: Sequence[str]
    left_more: str
    planned: Sequence[Planned]
    asks: Sequence[str]
    brand_colour: str = USUAL_BRAND


def render_governors_page(page: GovernorsPage, *, at: datetime, fonts: Path = BUILT_FONTS) -> bytes:
    """The page as a PDF. Nothing is fetched; signs that no typeface has are left out."""
    typefaces = typefaces_in(fonts)
    shown = _printable(page, typefaces)
    text = " ".join(_texts(shown)) + FEWEST_TYPED
    needed: Needed = tuple(
        (voice, tuple(one.name for one in typefaces.needed_for(voice, text)))
        for voice in (Voice.DISPLAY, Voice.LABEL, Voice.STRONG)
    )
    stylesheets, font_configuration = dress(needed, fonts, STYLE)
    return write_pdf(
        _sheets()
        .get_template("governors_pdf.html")
        .render(page=shown, at=at.astimezone(UTC), is_full=len(text) > MUCH),
        assets=drawings(page.brand_colour),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name="en-GB",
    )


@cache
def _sheets() -> Environment:
    """The templates of papers that are made as files: everything is escaped."""
    return Environment(loader=FileSystemLoader(SHEETS), autoescape=True, undefined=StrictUndefined)


def _printable(page: GovernorsPage, typefaces: Typefaces) -> GovernorsPage:
    def plain(text: str) -> str:
        return _fitting(tidy(text), typefaces)

    return GovernorsPage(
        setting_name=plain(page.setting_name),
        authority_name=plain(page.authority_name),
        on=page.on,
        governs=plain(page.governs),
        what_it_is=[plain(one) for one in page.what_it_is],
        stands=plain(page.stands),
        standards=[
            StandardStands(plain(one.title), one.ready, one.total) for one in page.standards
        ],
        left=[shortened(plain(one)) for one in page.left],
        left_more=plain(page.left_more),
        planned=[
            Planned(shortened(plain(one.what)), shortened(plain(one.who), 40), one.when)
            for one in page.planned
        ],
        asks=[plain(one) for one in page.asks],
        brand_colour=page.brand_colour,
    )


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text that leaves room for the others, ended at a word."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _fitting(text: str, typefaces: Typefaces) -> str:
    try:
        for voice in (Voice.DISPLAY, Voice.LABEL, Voice.STRONG):
            typefaces.needed_for(voice, text)
    except NoTypeface:
        return "".join(one for one in text if _is_known(one, typefaces))
    return text


def _is_known(letter: str, typefaces: Typefaces) -> bool:
    try:
        return bool(typefaces.needed_for(Voice.LABEL, letter))
    except NoTypeface:
        return False


def _texts(value: object) -> Iterator[str]:
    """Every text of the page, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, GovernorsPage | StandardStands | Planned):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
